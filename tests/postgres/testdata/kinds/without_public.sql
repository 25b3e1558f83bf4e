drop schema public;
drop extension plpgsql;
create schema app;
create table app.t (a int);
