SET search_path = '';

DROP VIEW public.v;

CREATE TABLE public.v (
    id integer
);

DROP TABLE public.t;

CREATE VIEW public.t AS
SELECT base.id
   FROM public.base;
