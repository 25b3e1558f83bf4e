-- The tablespaces tests_one and tests_two are there.
create table t (a int, b text, primary key (a) using index tablespace tests_two,
    exclude using btree (b with =) using index tablespace tests_two where (a > 3)) tablespace tests_one;
create index in_two on t (b) tablespace tests_two;
create materialized view m tablespace tests_one as select a from t;
create index on m (a) tablespace tests_two;
create table parted (a int, b int) partition by list (a) tablespace tests_one;
create table part_1 partition of parted for values in (1);
create table part_2 partition of parted for values in (2) tablespace tests_two;
create table part_3 partition of parted for values in (3) tablespace pg_default;
create index of_all on parted (b) tablespace tests_two;
create index of_default on parted (a);
