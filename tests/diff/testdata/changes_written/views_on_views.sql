SET search_path = '';

DROP MATERIALIZED VIEW public.three;

DROP VIEW public.two;
DROP VIEW public.one;

CREATE VIEW public.one WITH (security_barrier = true) AS
SELECT t.b,
    t.a
   FROM public.t;

CREATE VIEW public.two AS
SELECT one.a,
    count(*) AS n
   FROM public.one
  GROUP BY one.a;
COMMENT ON COLUMN public.two.n IS 'how many';

CREATE MATERIALIZED VIEW public.three AS
SELECT two.a,
    two.n
   FROM public.two
 WITH NO DATA;

CREATE INDEX three_a_idx ON public.three (a);

GRANT SELECT ON TABLE public.two TO pg_monitor;

REFRESH MATERIALIZED VIEW public.three;
