create table parent (a int, b int, primary key (a, b));
create table child (a int, b int, foreign key (a, b) references parent on delete set null (b));
create table lone (a int, b int, unique nulls not distinct (a, b));
create unique index lone_index on lone (b) nulls not distinct;
create unlogged sequence unlogged_numbers;
create table invoked (a int);
create view careful with (security_invoker = true, security_barrier) as select a from invoked;
