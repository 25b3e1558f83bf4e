create table a (id int primary key, n int);
create table b (id int primary key);
create schema s;
-- before
create publication p for table a, b with (publish = 'insert');
create publication q for all tables;
create publication r for tables in schema s;
-- after
create publication p for table a (id) where (id > 1);
create publication q for table b;
create publication r for table b, tables in schema public;
