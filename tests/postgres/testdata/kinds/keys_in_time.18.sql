create extension btree_gist;
create table price (id int, v daterange, note text, primary key (id, v without overlaps)) partition by list (id);
create table price_1 partition of price for values in (1);
create table price_2 (v daterange not null, note text, id int not null);
alter table price attach partition price_2 for values in (2);
alter table price_2 rename constraint price_2_pkey to own_name;
comment on constraint own_name on price_2 is 'renamed';
alter table price add constraint once unique (id, v without overlaps) deferrable;
create table sale (id int, at daterange, foreign key (id, period at) references price (id, period v));
-- Keys that were never checked, over partitions.
create table goods (id int primary key);
create table stock (id int, k int) partition by list (k);
create table stock_1 partition of stock for values in (1);
alter table stock add constraint of_goods foreign key (id) references goods not valid;
create table stock_2 partition of stock for values in (2);
