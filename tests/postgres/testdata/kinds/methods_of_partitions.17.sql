create access method heap2 type table handler heap_tableam_handler;
create table parted (a int, b int) partition by list (a) using heap2;
create table part_1 partition of parted for values in (1);
create table part_2 partition of parted for values in (2) using heap;
create table part_3 partition of parted for values in (3) partition by list (b);
create table part_3_1 partition of part_3 for values in (1);
create table plain (a int) partition by list (a);
create table plain_1 partition of plain for values in (1) using heap2;
