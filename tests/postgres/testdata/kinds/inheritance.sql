create table base (id int not null, name text default 'x', born date, constraint positive check (id > 0));
create table extra (weight numeric);
create table derived (size int, check (size > 1)) inherits (base, extra);
alter table derived alter name set default 'y';
alter table derived alter born set not null;
create table redeclared (id int not null, name text default 'z') inherits (base);
create table without_default () inherits (base);
alter table without_default alter name drop default;
create table grandchild (more text) inherits (derived);
create type point3 as (x float8, y float8, z float8);
create table typed of point3 (primary key (x), y with options default 3 not null, check (z > 0));
create table typed_plain of point3;

-- A column of its own as well as its parent's keeps to have no default.
create table dated (at date default current_date, note text default 'none');
create table undated (at date, note text);
alter table undated inherit dated;
create table squeezed (a int, b text);
create table squeezed_below () inherits (squeezed);
alter table squeezed_below alter b set compression pglz;
