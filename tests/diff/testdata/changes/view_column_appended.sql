create table t (a int, b text);
-- before
create view one with (security_barrier = true) as select a from t;
create view two as select a from one;
-- after
create view one with (check_option = local) as select a, b from t where a > 1;
create view two as select a from one;
