create table t (id int primary key, state text);
-- before
alter table t add n int check (n > 0);
alter table t add g int generated always as (n * 2) stored;
create policy p on t using (n > 1);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before update of n on t for each row when (new.n > 3) execute function f();
create rule r as on insert to t where new.n > 100 do instead nothing;
create materialized view m as select n from t;
create unique index m_n on m (n);
create statistics s (dependencies) on n, state from t;
create index on t (n) where n > 10;
create function total() returns bigint language sql begin atomic select sum(n) from t; end;
-- after
alter table t add n bigint check (n > 0);
alter table t add g bigint generated always as (n * 2) stored;
create policy p on t using (n > 1);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before update of n on t for each row when (new.n > 3) execute function f();
create rule r as on insert to t where new.n > 100 do instead nothing;
create materialized view m as select n from t;
create unique index m_n on m (n);
create statistics s (dependencies) on n, state from t;
create index on t (n) where n > 10;
create function total() returns numeric language sql begin atomic select sum(n) from t; end;
