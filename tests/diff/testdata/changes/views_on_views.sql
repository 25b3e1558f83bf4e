create table t (a int, b text);
-- before
create view one as select a, b from t;
create view two as select a, count(*) as n from one group by a;
create materialized view three as select * from two;
create index on three (a);
grant select on two to pg_monitor;
comment on column two.n is 'how many';
alter view one alter column a set default 7;
-- after
create view one with (security_barrier) as select b, a from t;
create view two as select a, count(*) as n from one group by a;
create materialized view three as select * from two;
create index on three (a);
grant select on two to pg_monitor;
comment on column two.n is 'how many';
