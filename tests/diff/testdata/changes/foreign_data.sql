create foreign data wrapper w;
-- before
create server s foreign data wrapper w options (host 'a', port '1');
create user mapping for public server s options (user 'x');
create foreign table ft (a int options (k 'v')) server s options (t 'x');
-- after
create server s version '2' foreign data wrapper w options (host 'b', dbname 'd');
create user mapping for public server s options (user 'y');
create foreign table ft (a bigint options (k 'w'), b text) server s options (u 'x');
