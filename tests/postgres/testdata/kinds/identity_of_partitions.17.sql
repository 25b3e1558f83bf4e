create table parted (id int generated always as identity, k int) partition by list (k);
create table part_1 partition of parted for values in (1);
create table part_2 (k int, id int not null);
alter table parted attach partition part_2 for values in (2);
create domain named as int constraint there not null;
create collation built_in (provider = builtin, locale = 'C.UTF-8');
create table maintained (a int);
grant maintain on maintained to pg_monitor;
