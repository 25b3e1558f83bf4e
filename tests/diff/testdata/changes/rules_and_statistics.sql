create table t (a int, b int);
create table log (a int);
-- before
create rule r as on update to t do also insert into log values (new.a);
create statistics s (ndistinct) on a, b from t;
alter table t disable rule r;
-- after
create rule r as on update to t do also insert into log values (old.a);
create statistics s (ndistinct, mcv) on a, b from t;
alter statistics s set statistics 500;
