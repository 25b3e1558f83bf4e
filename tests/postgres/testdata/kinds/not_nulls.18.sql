-- NOT NULL under names of their own, above and below.
create table par (x int constraint xnn not null, y int not null, z int constraint only_here not null no inherit);
create table named_again (constraint foo not null x, constraint bar not null y) inherits (par);
create table inherited_names () inherits (par);
create table repeated (x int not null, constraint y_there not null y) inherits (par);
create table own_word (constraint z_own not null z) inherits (par);
create table grandchild (constraint deep not null x) inherits (named_again);
create table above (x int);
create table below (constraint kept not null x) inherits (above);
alter table above add constraint later not null x;
comment on constraint foo on named_again is 'its own';
create table two () inherits (par, above);
-- Partitions: what comes from the parent, what is said again, what had another name before.
create table parted (k int constraint k_there not null, v text not null) partition by list (k);
create table part_1 partition of parted for values in (1);
create table part_2 partition of parted (k constraint own_k not null, v not null) for values in (2);
create table part_3 (k int constraint attached_k not null, v text not null);
alter table parted attach partition part_3 for values in (3);
create table part_4 (v text constraint attached_v not null, k int not null);
alter table parted attach partition part_4 for values in (4);
alter table part_4 add constraint attached_v not null v;
-- What was never checked.
create table unchecked (a int);
alter table unchecked add constraint maybe not null a not valid;
create table of_unchecked () inherits (unchecked);
create table unchecked_too (a int, b int);
create table below_unchecked () inherits (unchecked_too);
create table deep_below () inherits (below_unchecked);
alter table unchecked_too add constraint maybe not null a not valid;
create table checked_below () inherits (below_unchecked);
create table unchecked_parts (a int, b int) partition by list (b);
alter table unchecked_parts add constraint maybe_too not null a not valid;
create table unchecked_1 partition of unchecked_parts for values in (1);
create table unchecked_2 (b int, a int);
alter table unchecked_2 add constraint maybe_two not null a not valid;
alter table unchecked_parts attach partition unchecked_2 for values in (2);
