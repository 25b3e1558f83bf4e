-- What names no operator is compared by the one that was found when it was written.
create schema "Else";
create extension citext with schema "Else";
create extension hstore;
set search_path = public, "Else";
create table t (a citext, b citext, h hstore, check (a is distinct from 'X'), plain text check (plain is distinct from 'x'));
create table u (a citext, n int generated always as (case (h -> 'x') when 'y' then 1 end) stored, h hstore);
create view v as select a is distinct from b as changed, nullif(a, b) as n, case a when b then 1 end as c from t;
create materialized view mv as select t.a from t join u using (a);
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger changed before update on t for each row when (old.a is distinct from new.a or old.h is distinct from new.h)
    execute function tf();
create policy p on t using (nullif(h, 'a=>1') is not null);
create domain d as citext check (value is distinct from 'none');
create rule r as on update to u where old.h is distinct from new.h do also nothing;
create function f(citext, citext) returns boolean language sql return $1 is not distinct from $2;
create index on t ((nullif(a, 'x')));
