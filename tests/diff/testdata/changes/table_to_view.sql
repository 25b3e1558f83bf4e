create table base (id int);
-- before
create table t (id int);
create view v as select id from t;
-- after
create view t as select id from base;
create table v (id int);
