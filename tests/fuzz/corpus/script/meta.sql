\restrict k
\unrestrict k
\set t lots
\set part 'it''s \n \x41' "B"
\if :{?dev}
select 'dev';
\elif on
select :t, :'part', :"part", :two, :loop, x[1:a];
\else
\i other.sql
\endif
copy a from stdin; copy b from stdin; select 1;
1
\.
2
\.
\copy c (a) from stdin with (format csv)
4
\.
select 1 \pset x
 + :a \gexec
set standard_conforming_strings = off; select 'a\';b';
create function f() returns int language sql begin atomic select case when 1 = 1 then 2 end; end;
select 1 \; select 2 \r
\\ select $x$ ; $x$; /* /* ; */ */
\q
select 'never';
