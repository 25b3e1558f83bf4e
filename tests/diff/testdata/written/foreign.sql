SET search_path = '';

CREATE EXTENSION postgres_fdw WITH SCHEMA public;
COMMENT ON EXTENSION postgres_fdw IS 'foreign-data wrapper for remote PostgreSQL servers';

CREATE FOREIGN DATA WRAPPER checked VALIDATOR postgresql_fdw_validator;

CREATE SERVER plain FOREIGN DATA WRAPPER checked OPTIONS (dbname 'd');
CREATE SERVER pg FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'x', host 'localhost');

CREATE USER MAPPING FOR pg_read_all_stats SERVER pg OPTIONS (password '<secret>', "user" 'me');

CREATE FOREIGN DATA WRAPPER w OPTIONS ("B c" 'it''s', a 'x');
COMMENT ON FOREIGN DATA WRAPPER w IS 'wrapper';

CREATE SERVER s TYPE 'kind' VERSION '1.2' FOREIGN DATA WRAPPER w OPTIONS (host 'h', password '<secret>');
ALTER SERVER s OWNER TO pg_monitor;
COMMENT ON SERVER s IS 'server';

CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password '<secret>', "user" 'u');
CREATE USER MAPPING FOR pg_monitor SERVER s;

CREATE TABLE public.parted (
    a integer,
    b text
) PARTITION BY LIST (a);

CREATE FOREIGN TABLE public.far_part PARTITION OF public.parted
    FOR VALUES IN (1) SERVER s OPTIONS (x 'y');

CREATE FOREIGN TABLE public.ft (
    a integer OPTIONS (name 'x') NOT NULL,
    b text COLLATE "C" DEFAULT 'q'::text,
    CONSTRAINT ft_a_check CHECK (a > 0)
) SERVER s OPTIONS (table_name 't');
COMMENT ON COLUMN public.ft.a IS 'a';
COMMENT ON FOREIGN TABLE public.ft IS 'far';

CREATE TABLE public.measured (
    a integer,
    b text
);

CREATE FOREIGN TABLE public.measured_elsewhere () INHERITS (public.measured) SERVER pg;
ALTER FOREIGN TABLE public.measured_elsewhere ALTER COLUMN a OPTIONS (column_name 'x');

CREATE FOREIGN TABLE public.pg_table (
    id integer OPTIONS (column_name 'ID')
) SERVER pg OPTIONS (schema_name 'a', table_name 'b');

GRANT USAGE ON FOREIGN DATA WRAPPER w TO pg_monitor;
GRANT USAGE ON FOREIGN SERVER s TO pg_monitor WITH GRANT OPTION;
GRANT SELECT ON TABLE public.ft TO pg_monitor;
