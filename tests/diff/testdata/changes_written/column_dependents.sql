SET search_path = '';
SET check_function_bodies = off;

DROP POLICY p ON public.t;

DROP TRIGGER tr ON public.t;

DROP RULE r ON public.t;

DROP MATERIALIZED VIEW public.m;

DROP FUNCTION public.total();

ALTER TABLE public.t DROP COLUMN g;

ALTER TABLE public.t ALTER COLUMN n SET DATA TYPE bigint;

ALTER TABLE public.t ADD COLUMN g bigint GENERATED ALWAYS AS (n * 2) STORED;

CREATE FUNCTION public.total() RETURNS numeric
    LANGUAGE sql
BEGIN ATOMIC
 SELECT sum(t.n) AS sum
    FROM public.t;
END;

CREATE MATERIALIZED VIEW public.m AS
SELECT t.n
   FROM public.t
 WITH NO DATA;

CREATE UNIQUE INDEX m_n ON public.m (n);

CREATE RULE r AS
    ON INSERT TO public.t
   WHERE (new.n > 100) DO INSTEAD NOTHING;

CREATE TRIGGER tr BEFORE UPDATE OF n ON public.t FOR EACH ROW WHEN ((new.n > 3)) EXECUTE FUNCTION public.f();

CREATE POLICY p ON public.t
    USING (n > 1);

REFRESH MATERIALIZED VIEW public.m;
