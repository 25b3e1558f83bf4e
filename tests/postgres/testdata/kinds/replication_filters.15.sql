create schema r;
create schema other;
create table r.a (id int primary key, v text, w int);
create publication rows_and_columns for table r.a (id, v) where (w > 3 and v <> '');
create publication schemas for tables in schema r, other;
create publication mixed for table r.a, tables in schema other;
