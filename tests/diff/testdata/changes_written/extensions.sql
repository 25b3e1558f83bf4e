SET search_path = '';

DROP INDEX public.t_a;

CREATE EXTENSION citext WITH SCHEMA public;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

ALTER TABLE public.t ALTER COLUMN a SET DATA TYPE public.citext USING a::public.citext;

CREATE INDEX t_a ON public.t (a);

DROP EXTENSION pg_trgm;
