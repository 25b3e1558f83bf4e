create table t (id int, a text, b text) with (fillfactor = 70);
-- before
alter table t alter a set storage external, alter b set statistics 50;
create index i on t (id) with (fillfactor = 50);
alter table t set (autovacuum_enabled = false);
alter table t enable row level security;
-- after
alter table t alter a set storage main, alter b set (n_distinct = 5);
create index i on t (id);
alter table t reset (fillfactor);
alter table t force row level security;
alter table t replica identity full;
alter table t set unlogged;
