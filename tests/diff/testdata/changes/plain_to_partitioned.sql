create table r (id int);
-- before
create table t (id int not null, at date not null);
create index t_at on t (at);
create view v as select id from t;
-- after
create table t (id int not null, at date not null) partition by range (at);
create table t_1 partition of t for values from ('2024-01-01') to ('2030-01-01');
create index t_at on t (at);
create view v as select id from t;
