create transform for int language sql (from sql with function prsd_lextype(internal), to sql with function int4recv(internal));
comment on transform for int language sql is 'both ways';
create transform for text language plpgsql (from sql with function prsd_lextype(internal));
create function transformed(a int, b text) returns int language sql transform for type int as 'select 1';
create function series(int, int) returns setof int language internal immutable strict support generate_series_int4_support as 'generate_series_int4';
