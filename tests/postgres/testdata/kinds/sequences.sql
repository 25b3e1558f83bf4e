create sequence plain;
create sequence odd as smallint increment by -2 minvalue -100 maxvalue -2 start -2 cache 5 cycle;
create table owner_of (id serial primary key, "Other" bigserial);
create sequence owned;
alter sequence owned owned by owner_of.id;
-- A sequence that another table uses too.
create table user_of (n int default nextval('owner_of_id_seq'));
create table before_all (id serial);
create table zz_first (n int default nextval('before_all_id_seq'));
comment on sequence plain is 'counts';
alter sequence plain owner to pg_monitor;
grant usage on sequence odd to pg_monitor with grant option;
-- An identity column that was copied: the sequence is of another type.
create table counted (i integer generated always as identity);
create table counted_too (like counted including all);
