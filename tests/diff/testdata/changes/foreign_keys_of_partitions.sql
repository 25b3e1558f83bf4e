create table o (id int primary key);
create table p (id int, o_id int, k int) partition by list (k);
create table p1 partition of p for values in (1);
-- before
alter table p add constraint p_o foreign key (o_id) references o on delete cascade;
-- after
alter table p add constraint p_o foreign key (o_id) references o;
alter table p1 add constraint own foreign key (id) references o;
