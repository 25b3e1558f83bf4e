SET search_path = '';
SET check_function_bodies = off;

ALTER TABLE public.t OWNER TO pg_database_owner;

GRANT EXECUTE ON FUNCTION public.f() TO PUBLIC;
REVOKE INSERT, SELECT ON TABLE public.t FROM pg_monitor;
GRANT INSERT ON TABLE public.t TO pg_read_all_data WITH GRANT OPTION;
GRANT SELECT (id) ON TABLE public.t TO PUBLIC;
GRANT UPDATE (n) ON TABLE public.t TO pg_monitor;
