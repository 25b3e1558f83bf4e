create table t (a int, b int, c text);
-- before
create materialized view m as select a, b from t;
create unique index m_a on m (a);
create index t_c on t (c);
create unique index t_ab on t (a, b) where c is not null;
alter table t cluster on t_c;
-- after
create materialized view m as select a, b, c from t;
create unique index m_a on m (a);
create index t_c on t (c text_pattern_ops);
create unique index t_ab on t (a, b) include (c);
alter table t cluster on t_ab;
comment on index t_ab is 'both';
