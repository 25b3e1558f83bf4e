-- before
alter default privileges grant select on tables to pg_monitor;
-- after
alter default privileges grant select on tables to pg_monitor;
alter default privileges grant execute on functions to pg_monitor;
create table t (id int);
create function f() returns int language sql as 'select 1';
create schema s;
alter default privileges in schema s grant insert on tables to pg_monitor;
