create table log (
    id bigint not null,
    at timestamptz not null default now(),
    kind text default 'x',
    note text,
    constraint log_key primary key (id, at),
    constraint kind_known check (kind <> '')
) partition by range (at);
create table log_2024 partition of log for values from ('2024-01-01 00:00:00+00') to ('2025-01-01 00:00:00+00');
create table log_2025 partition of log (kind default 'y', note not null, constraint own_check check (note <> 'q'))
    for values from ('2025-01-01 00:00:00+00') to ('2026-01-01 00:00:00+00') with (fillfactor = 60);
-- Columns in another order, one dropped on the way.
create table log_old (note text, gone int, at timestamptz not null, kind text default 'older', id bigint not null,
    constraint kind_known check (kind <> ''));
alter table log_old drop column gone;
alter table log attach partition log_old for values from (minvalue) to ('2024-01-01 00:00:00+00');
create table log_rest partition of log default;
alter table log_rest alter kind drop default;
create index log_kind on log (kind);
create index only_above on only log (note);
create table other (id bigint, at timestamptz, primary key (id, at));
alter table log add constraint to_other foreign key (id, at) references other;
-- A partition that had the key under a name of its own.
create table log_2026 (like log including all);
alter table log_2026 add constraint own_name foreign key (id, at) references other;
alter table log attach partition log_2026 for values from ('2026-01-01 00:00:00+00') to ('2027-01-01 00:00:00+00');
-- Partitions of partitions, by list and hash.
create table place (country text not null, city int not null, primary key (country, city)) partition by list (country);
create table place_de partition of place for values in ('DE', 'AT') partition by hash (city);
create table place_de_0 partition of place_de for values with (modulus 2, remainder 0);
create table place_de_1 partition of place_de for values with (modulus 2, remainder 1);
create table place_null partition of place for values in ('XX');
create unique index place_city on place (city, country);
create table visit (country text, city int, foreign key (country, city) references place);
create function touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touch_log before update on log for each row execute function touch();
alter table log_2024 disable trigger touch_log;
comment on trigger touch_log on log is 'touches';
create table by_expression (a int, b text) partition by range (lower(b), a);
create table by_expression_all partition of by_expression default;
comment on table log_2025 is 'last year';
comment on column log_2025.note is 'never empty';
comment on index log_kind is 'by kind';
grant select on log_2025 to pg_monitor;
-- What a partition and its indexes have of their own.
alter index log_2024_kind_idx set (fillfactor = 55);
comment on index log_2024_kind_idx is 'of one year';
comment on index log_2024_pkey is 'a key of one year';
comment on constraint log_2024_pkey on log_2024 is 'of one year, too';
alter table log_2024 enable row level security;
alter table log_2024 replica identity using index log_2024_pkey;
alter table log_2025 force row level security;
alter table log_2025 replica identity full;
alter table log_2024 cluster on log_2024_kind_idx;
