-- Tables that refer to each other, in a circle of two, of three, and to themselves.
create table person (id int primary key, home int);
create table house (id int primary key, owner int references person);
alter table person add constraint lives_in foreign key (home) references house;
create table a (id int primary key, b int);
create table b (id int primary key, c int);
create table c (id int primary key, a int references a);
alter table a add foreign key (b) references b;
alter table b add foreign key (c) references c on delete set default;
comment on constraint a_b_fkey on a is 'part of a circle';
create table tree (id int primary key, parent int references tree);
-- A key that is only an index.
create table target (x int, y int);
create unique index target_key on target (y, x);
create table referrer (x int, y int, foreign key (x, y) references target (x, y));
-- Named so that the one referred to comes last.
create table aa (z int);
create table zz (id int unique);
alter table aa add foreign key (z) references zz (id);
