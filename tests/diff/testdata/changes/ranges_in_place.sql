-- before
create type span as range (subtype = int, multirange_type_name = spans);
comment on type spans is 'many';
create table t (s span, m spans);
-- after
create type span as range (subtype = int, multirange_type_name = spans);
comment on type span is 'one';
comment on type spans is 'several';
create table t (s span, m spans);
