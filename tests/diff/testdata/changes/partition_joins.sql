create table o (id int primary key);
create table p (id int not null, k int not null, o_id int references o, check (id > 0)) partition by list (k);
alter table p add primary key (id, k);
create index p_id on p (id desc);
create table p1 partition of p for values in (1);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger tr after insert on p for each row execute function f();
-- before
-- after
create table p2 partition of p for values in (2);
create table pd partition of p default;
