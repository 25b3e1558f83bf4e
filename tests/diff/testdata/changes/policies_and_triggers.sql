create table t (id int, n int);
create function f() returns trigger language plpgsql as 'begin return new; end';
create function g() returns trigger language plpgsql as 'begin return new; end';
-- before
create policy p on t for select using (n > 0);
create policy q on t using (n > 0) with check (n > 1);
create trigger a before insert on t for each row execute function f();
create constraint trigger b after insert on t for each row execute function f();
alter table t disable trigger a;
-- after
create policy p on t for update using (n > 0);
create policy q on t to pg_monitor using (n > 2);
create trigger a before insert or update on t for each row execute function g();
create constraint trigger b after insert on t deferrable for each row execute function g();
alter table t enable always trigger b;
