create table t (a int);
-- before
create function f(a int) returns int language sql as 'select 1';
create function g(a int, b int default 2) returns int language sql as 'select 1';
create function h(x int) returns int immutable language sql as 'select x';
create view v as select f(a) from t;
create index on t (h(a));
alter table t add b int default g(1);
grant execute on function f(int) to pg_monitor;
-- after
create function f(a int) returns bigint language sql as 'select 1';
create function g(b int) returns int language sql as 'select 1';
create function h(x int) returns int immutable language sql as 'select x + 1';
create view v as select f(a) from t;
create index on t (h(a));
alter table t add b int default g(1);
grant execute on function f(int) to pg_monitor;
