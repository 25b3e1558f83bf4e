create table t (id int, n int);
create function f() returns int language sql as 'select 1';
-- before
grant select, insert on t to pg_monitor;
grant update (n) on t to pg_monitor;
revoke execute on function f() from public;
-- after
alter table t owner to pg_database_owner;
grant update (n) on t to pg_monitor;
grant insert on t to pg_read_all_data with grant option;
grant select (id) on t to public;
