create extension btree_gist;
create table booking (a int, r int4range, note text, exclude using gist (a with =, r with &&) where (note <> '')) partition by list (a);
create table booking_1 partition of booking for values in (1);
-- Columns in another order, and names of its own.
create table booking_2 (note text, r int4range, a int);
alter table booking attach partition booking_2 for values in (2);
alter table booking_2 rename constraint booking_2_a_r_excl to own_name;
comment on constraint own_name on booking_2 is 'renamed';
comment on index booking_1_a_r_excl is 'the index of a partition';
alter index booking_1_a_r_excl set (fillfactor = 50);
alter table booking add constraint by_expression exclude using gist (a with =, (lower(note)) with =) with (fillfactor = 70) deferrable;
alter index booking_2_a_lower_excl reset (fillfactor);
create table deep partition of booking for values in (3, 4) partition by list (a);
create table deep_3 partition of deep for values in (3);
alter table booking_1 cluster on booking_1_a_lower_excl;
