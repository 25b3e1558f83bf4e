-- before
create type span as range (subtype = int);
create table t (s span, a int[], e text[]);
create index on t using gin (a);
-- after
create type span as range (subtype = bigint);
create table t (a bigint[], e varchar(10)[]);
create index on t using gin (a);
