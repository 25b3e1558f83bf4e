create table t (id int primary key);
-- before
alter table t add a int default 1, add b varchar(10), add c text, add d numeric(10,2), add e int[];
create index t_a on t (a);
create view v as select id, a, b from t;
create view w as select a + 1 as more from v;
comment on view w is 'more';
grant select on w to pg_monitor;
-- after
alter table t add a bigint default 1, add b varchar(20), add c int, add d numeric(12,4), add e bigint[];
create index t_a on t (a);
create view v as select id, a, b from t;
create view w as select a + 1 as more from v;
comment on view w is 'more';
grant select on w to pg_monitor;
