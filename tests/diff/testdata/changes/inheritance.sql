create table a (id int, n text);
create table b (extra int) inherits (a);
-- before
alter table a add c int default 1;
-- after
alter table a alter id type bigint, add d text check (d <> ''), alter n set not null;
alter table b alter d set default 'x';
