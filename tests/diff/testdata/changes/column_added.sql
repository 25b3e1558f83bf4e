create table t (id int primary key, a text);
-- before
-- after
alter table t add column b int not null default 5;
alter table t add column c timestamptz default now();
comment on column t.c is 'when';
