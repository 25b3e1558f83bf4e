create schema f;
create function f.plain(a integer, b text default 'x', variadic rest integer[] default '{}') returns integer
    language plpgsql stable strict security definer parallel safe cost 7
    set search_path to f, pg_catalog, "$user" set work_mem to '8MB' set "tenon.actor" to 'a b'
    as $f$ begin return a; /* $$ and $body$ */ end $f$;
comment on function f.plain(integer, text, integer[]) is 'plain';
create function f.set_of(out a int, out b text) returns setof record language sql rows 5 as $$ select 1, 'x'::text $$;
create function f.as_table(n int) returns table (x int, "Y" text) language sql immutable leakproof parallel restricted as 'select n, null';
create function f.empty_path() returns int language sql set search_path to '' as 'select 1';
create procedure f.work(in a int, inout b text) language plpgsql as 'begin b := a; end';
comment on procedure f.work(int, inout text) is 'works';
create procedure f.out_only(out a int) language sql as 'select 1';
create table f.data (id int primary key, v int);
create function f.standard(n int) returns int language sql return n + (select max(v) from f.data);
create function f.atomic(n int) returns setof f.data language sql begin atomic select * from f.data where id = n; select * from f.data; end;
-- A default that calls a function whose body reads the table.
create function f.next_v() returns int language sql volatile return (select coalesce(max(v), 0) + 1 from f.data);
alter table f.data alter v set default f.next_v();
-- A check that calls a function that takes the table's row.
create function f.row_is_fine(f.data) returns boolean language plpgsql as 'begin return true; end';
alter table f.data add constraint fine check (f.row_is_fine(data));
-- Functions on text that the server does not look into.
create function f.earlier() returns int language sql as 'select f.later()' set check_function_bodies to off;
create function f.later() returns int language sql as 'select 1';
create function f.old_name(varchar, double precision, timestamp without time zone) returns "char"[] language sql as $$ select null::"char"[] $$;
create function f.c_one(text) returns integer language c strict as '$libdir/pgcrypto', 'pg_digest';
alter function f.plain(integer, text, integer[]) owner to pg_monitor;
revoke execute on function f.plain(integer, text, integer[]) from public;
grant execute on function f.later() to pg_monitor with grant option;
revoke all on procedure f.work(int, inout text) from public;
create function f.w(int) returns int language internal window as 'window_row_number';
create aggregate f.total(integer) (sfunc = int4pl, stype = integer, initcond = '0', combinefunc = int4pl, parallel = safe,
    msfunc = int4pl, minvfunc = int4mi, mstype = integer, minitcond = '0');
create aggregate f.nothing(*) (sfunc = int8inc, stype = bigint, initcond = '0');
create function f.keep(text, text) returns text language sql immutable as 'select least($1, $2)';
create aggregate f.least_of(text) (sfunc = f.keep, stype = text, sortop = operator(pg_catalog.<));
create aggregate f.disc(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal, sspace = 64, finalfunc = percentile_disc_final, finalfunc_extra);
create aggregate f.my_rank(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
comment on aggregate f.disc(float8 order by anyelement) is 'discrete';
comment on aggregate f.nothing(*) is 'counts';
create aggregate f.average(numeric) (sfunc = numeric_avg_accum, stype = internal, finalfunc = numeric_avg, finalfunc_modify = shareable,
    combinefunc = numeric_avg_combine, serialfunc = numeric_avg_serialize, deserialfunc = numeric_avg_deserialize);
revoke all on function f.total(integer) from public;
alter aggregate f.total(integer) owner to pg_monitor;

-- One that calls itself in a body that the server has parsed.
create function factorial_of(n int) returns numeric language sql immutable return 1;
create or replace function factorial_of(n int) returns numeric language sql immutable
    return case when n > 1 then n * factorial_of(n - 1) else 1 end;
