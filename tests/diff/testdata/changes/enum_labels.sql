create table other (id int);
-- before
create type mood as enum ('sad', 'ok', 'happy');
create table t (id int primary key, m mood default 'ok', ms mood[]);
create index t_m on t (m) where m = 'sad';
create view v as select m from t;
create function f(mood) returns text language sql as 'select $1::text';
grant usage on type mood to pg_monitor;
-- after
create type mood as enum ('happy', 'ok', 'glad');
create table t (id int primary key, m mood default 'ok', ms mood[]);
create index t_m on t (m) where m = 'happy';
create view v as select m from t;
create function f(mood) returns text language sql as 'select $1::text';
grant usage on type mood to pg_monitor;
comment on type mood is 'how one feels';
