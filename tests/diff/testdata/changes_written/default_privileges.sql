SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA s;

CREATE TABLE public.t (
    id integer
);

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE sql
    AS $$select 1$$;
GRANT EXECUTE ON FUNCTION public.f() TO pg_monitor;

ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO pg_monitor;
ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT INSERT ON TABLES TO pg_monitor;
