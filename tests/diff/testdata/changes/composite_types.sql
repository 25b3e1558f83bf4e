-- before
create type c as (a int, b text);
create type e as (x int);
create function f() returns c language sql as 'select null::c';
-- after
create type c as (a bigint, d date);
create type e as (x int, y text);
create table typed of e;
create function f() returns c language sql as 'select null::c';
