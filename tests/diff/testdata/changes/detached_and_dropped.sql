create table keep (id int);
-- before
create table p (id int, k int, primary key (id, k)) partition by list (k);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2);
create index p_k on p (k);
create table ref (id int, k int, foreign key (id, k) references p);
-- after
create table p (id int, k int, primary key (id, k)) partition by list (k);
create table p1 (id int, k int, primary key (id, k));
create table ref (id int, k int, foreign key (id, k) references p1);
