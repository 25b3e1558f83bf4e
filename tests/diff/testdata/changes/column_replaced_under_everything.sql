create function f(text) returns text immutable language sql as 'select upper($1)';
-- before
create table t (id int primary key, a text not null default f('x'), constraint a_up check (f(a) = a));
create index t_a on t (f(a));
create view v as select id, f(a) as a from t;
create function g() returns setof v language sql as 'select * from v';
-- after
create table t (id int primary key, b text not null default f('y'), constraint b_up check (f(b) = b));
create index t_a on t (f(b));
create view v as select id, f(b) as a from t;
create function g() returns setof v language sql as 'select * from v';
