create table t (id int);
-- before
create extension pg_trgm;
alter table t add a text;
create index t_a on t using gin (a gin_trgm_ops);
-- after
create extension citext;
alter table t add a citext;
create index t_a on t (a);
