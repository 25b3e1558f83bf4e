create table a (id int primary key);
create table b (id int primary key);
-- before
alter table a add b_id int references b;
alter table b add a_id int references a;
-- after
create table c (id int primary key, a_id int references a);
alter table a add c_id int references c, add b_id bigint;
