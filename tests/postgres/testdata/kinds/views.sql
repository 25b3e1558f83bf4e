create schema v;
create table v.t (a int primary key, b text, c numeric);
create view v.simple as select a, b from v.t where a > 1;
create view v.checked with (security_barrier) as select a, b from v.t where b <> '' with local check option;
alter view v.checked alter b set default 'q';
comment on view v.checked is 'checked';
comment on column v.checked.a is 'the key';
create view v.over as select s.a, t.c from v.simple s join v.t t using (a);
create view v.grouped as select a, b, sum(c) as total from v.t group by a;
create materialized view v.stored with (fillfactor = 80) as select a, count(*) as n from v.t group by a with no data;
alter materialized view v.stored alter a set statistics 20;
alter materialized view v.stored alter n set (n_distinct = 4);
comment on materialized view v.stored is 'stored';
comment on column v.stored.n is 'how many';
create index on v.stored (n);
create recursive view v.numbers (n) as values (1) union all select n + 1 from numbers where n < 5;
-- Views that need each other, through a function with a body that the server knows.
create view v.one as select 1 as n, 'x'::text as label;
create function v.read_one() returns bigint language sql begin atomic select count(*) from v.one; end;
create or replace view v.one as select 1 as n, 'x'::text as label, v.read_one() as again;
comment on view v.one is 'in a circle';
create rule tell as on insert to v.simple do instead insert into v.t (a, b) values (new.a, new.b);
create rule quiet as on delete to v.t where old.a > 5 do instead nothing;
create rule also as on update to v.t do also (select 1; select 2);
comment on rule quiet on v.t is 'says nothing';
alter table v.t disable rule quiet;
alter table v.t enable always rule also;
grant select (a), update (b) on v.simple to pg_monitor;
grant insert on v.simple to public;
alter view v.over owner to pg_monitor;
create view v.cascaded as select a, b from v.checked where a < 100 with cascaded check option;

-- A sequence that belongs to a view's column, which takes its default from it.
create view numbered as select 1 as id, 2 as code;
create sequence numbered_id owned by numbered.id;
alter view numbered alter column id set default nextval('numbered_id');
create materialized view v.tended as select 1 as a, 'x'::text as b;
alter materialized view v.tended set (fillfactor = 90, toast.autovacuum_enabled = off);
-- What a migration tool keeps is part of the schema when something refers to it.
create table v.schema_migrations (version text primary key);
create view v.newest_migration as select max(version) as version from v.schema_migrations;
