SET search_path = '';

DROP MATERIALIZED VIEW public.m;

DROP INDEX public.t_ab;
CREATE UNIQUE INDEX t_ab ON public.t (a, b) INCLUDE (c);
COMMENT ON INDEX public.t_ab IS 'both';

ALTER TABLE public.t CLUSTER ON t_ab;

DROP INDEX public.t_c;
CREATE INDEX t_c ON public.t (c text_pattern_ops);

CREATE MATERIALIZED VIEW public.m AS
SELECT t.a,
    t.b,
    t.c
   FROM public.t
 WITH NO DATA;

CREATE UNIQUE INDEX m_a ON public.m (a);

REFRESH MATERIALIZED VIEW public.m;
