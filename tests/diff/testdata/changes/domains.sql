-- before
create domain d as int default 1 check (value > 0);
create table t (a d, b d not null);
-- after
create domain d as int default 2 not null constraint other check (value > 5);
create table t (a d, b d not null);
