SET search_path = '';
SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.f(public.mood);

DROP INDEX public.t_m;

ALTER TABLE ONLY public.t ALTER COLUMN m DROP DEFAULT;

ALTER TYPE public.mood RENAME TO mood_old;
CREATE TYPE public.mood AS ENUM (
    'happy',
    'ok',
    'glad'
);
COMMENT ON TYPE public.mood IS 'how one feels';
GRANT USAGE ON TYPE public.mood TO pg_monitor;
ALTER TABLE public.t ALTER COLUMN m SET DATA TYPE public.mood USING m::text::public.mood;
ALTER TABLE public.t ALTER COLUMN ms SET DATA TYPE public.mood[] USING ms::text[]::public.mood[];
DROP TYPE public.mood_old;

ALTER TABLE ONLY public.t ALTER COLUMN m SET DEFAULT 'ok'::public.mood;

CREATE INDEX t_m ON public.t (m) WHERE m = 'happy'::public.mood;

CREATE FUNCTION public.f(public.mood) RETURNS text
    LANGUAGE sql
    AS $$select $1::text$$;

CREATE VIEW public.v AS
SELECT t.m
   FROM public.t;
