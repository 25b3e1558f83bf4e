-- before
create table t (id int primary key, a int not null, b int);
create table p (k int, n int) partition by list (k);
create table p1 partition of p for values in (1);
-- after
create table t (id int, a int, b int not null);
create table p (k int not null, n int not null) partition by list (k);
create table p1 partition of p for values in (1);
