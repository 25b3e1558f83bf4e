create table a (id int not null, x int not null, y int);
create table b (id int primary key, a_id int, a_x int);
-- before
alter table a add primary key (id);
alter table a add unique (x);
alter table b add foreign key (a_id) references a (id);
alter table b add foreign key (a_x) references a (x) on delete cascade;
-- after
alter table a add primary key (x);
alter table a add constraint a_id unique (id) include (y);
alter table b add foreign key (a_id) references a (id) on delete set null deferrable initially deferred;
alter table b add constraint other foreign key (a_x) references a (x) not valid;
