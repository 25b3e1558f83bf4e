create table t (id int);
-- before
create sequence s increment 2;
create sequence owned owned by t.id;
-- after
create sequence s as int increment -1 minvalue -1000 maxvalue -1 start -5 cache 10 cycle;
create sequence owned;
