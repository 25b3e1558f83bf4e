SET search_path = '';

DROP VIEW public.v;

DROP TABLE public.t;

CREATE TABLE public.t (
    id integer NOT NULL,
    at date NOT NULL
) PARTITION BY RANGE (at);

CREATE TABLE public.t_1 PARTITION OF public.t
    FOR VALUES FROM ('2024-01-01') TO ('2030-01-01');

CREATE INDEX t_1_at_idx ON public.t_1 (at);
CREATE INDEX t_at ON ONLY public.t (at);

ALTER INDEX public.t_at ATTACH PARTITION public.t_1_at_idx;

CREATE VIEW public.v AS
SELECT t.id
   FROM public.t;
