create schema one;
-- before
create type one.mood as enum ('a');
create table one.t (id int, m one.mood);
create view public.v as select * from one.t;
-- after
create schema two;
create type two.mood as enum ('a');
create table two.t (id int, m two.mood);
create view public.v as select * from two.t;
