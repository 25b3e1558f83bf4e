SET search_path = '';
SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.f(integer);

DROP INDEX public.t_h_idx;

ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

CREATE FUNCTION public.g(b integer) RETURNS integer
    LANGUAGE sql
    AS $$select 1$$;

DROP FUNCTION public.g(integer, integer);

ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT public.g(1);

CREATE OR REPLACE FUNCTION public.h(x integer) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$select x + 1$$;

CREATE INDEX t_h_idx ON public.t (public.h(a));

CREATE FUNCTION public.f(a integer) RETURNS bigint
    LANGUAGE sql
    AS $$select 1$$;

CREATE VIEW public.v AS
SELECT public.f(t.a) AS f
   FROM public.t;

GRANT EXECUTE ON FUNCTION public.f(integer) TO pg_monitor;
