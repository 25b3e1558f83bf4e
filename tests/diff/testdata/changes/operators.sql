create function same(int, text) returns bool language sql as 'select true';
create function other(int, text) returns bool language sql as 'select false';
-- before
create operator === (leftarg = int, rightarg = text, function = same);
create aggregate agg (int) (sfunc = int4pl, stype = int);
create view v as select 1 === 'a' as x, agg(1) as y;
-- after
create operator === (leftarg = int, rightarg = text, function = other);
create aggregate agg (int) (sfunc = int4pl, stype = int, initcond = '5');
create view v as select 1 === 'a' as x, agg(1) as y;
