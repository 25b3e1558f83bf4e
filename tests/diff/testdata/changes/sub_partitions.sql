create table p (id int not null, k int not null, d date not null) partition by list (k);
create table p1 partition of p for values in (1) partition by range (d);
create table p1a partition of p1 for values from ('2024-01-01') to ('2025-01-01');
-- before
alter table p add primary key (id, k, d);
-- after
create table p1b partition of p1 for values from ('2025-01-01') to ('2026-01-01');
create table p2 partition of p for values in (2) partition by range (d);
create table p2a partition of p2 default;
alter table p add c text not null default 'x';
create unique index p_all on p (id, k, d) include (c);
alter table p1a alter c set default 'y';
