create type a as enum ('x', 'y');
create type b as enum ('x', 'y', 'z');
-- before
create table t (m a default 'x', n a[]);
-- after
create table t (m b default 'x', n b[]);
