create table p (id int, at date not null, v text default 'a') partition by range (at);
create table p1 partition of p for values from ('2024-01-01') to ('2025-01-01');
create table p2 (id int, at date not null, v text default 'b');
-- before
alter table p add primary key (id, at);
create index p_v on p (v);
create table p3 partition of p for values from ('2025-01-01') to ('2026-01-01');
-- after
alter table p attach partition p2 for values from ('2026-01-01') to ('2027-01-01');
alter table p add w int default 3;
alter table p1 alter v set default 'x';
alter table p alter v type varchar(20);
create table p3 partition of p for values from ('2025-01-01') to ('2025-06-01');
create index p_w on p (w);
create unique index p_id on p (id, at);
