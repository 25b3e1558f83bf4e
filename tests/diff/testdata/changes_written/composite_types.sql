SET search_path = '';
SET check_function_bodies = off;

ALTER TYPE public.c DROP ATTRIBUTE b CASCADE;

ALTER TYPE public.c ALTER ATTRIBUTE a TYPE bigint CASCADE;

ALTER TYPE public.c ADD ATTRIBUTE d date CASCADE;
ALTER TYPE public.e ADD ATTRIBUTE y text CASCADE;

CREATE TABLE public.typed OF public.e;
