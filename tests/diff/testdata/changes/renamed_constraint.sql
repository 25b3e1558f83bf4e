create table t (id int, n int);
-- before
alter table t add constraint one check (n > 0);
create index i1 on t (n);
-- after
alter table t add constraint two check (n > 0);
create index i2 on t (n);
