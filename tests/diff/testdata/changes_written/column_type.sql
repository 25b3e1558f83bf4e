SET search_path = '';

DROP VIEW public.w;
DROP VIEW public.v;

ALTER TABLE public.t ALTER COLUMN a SET DATA TYPE bigint;
ALTER TABLE public.t ALTER COLUMN b SET DATA TYPE character varying(20);
ALTER TABLE public.t ALTER COLUMN c SET DATA TYPE integer USING c::integer;
ALTER TABLE public.t ALTER COLUMN d SET DATA TYPE numeric(12,4);
ALTER TABLE public.t ALTER COLUMN e SET DATA TYPE bigint[];

CREATE VIEW public.v AS
SELECT t.id,
    t.a,
    t.b
   FROM public.t;

CREATE VIEW public.w AS
SELECT (v.a + 1) AS more
   FROM public.v;
COMMENT ON VIEW public.w IS 'more';
GRANT SELECT ON TABLE public.w TO pg_monitor;
