SET search_path = '';
SET check_function_bodies = off;

DROP INDEX public.t_a;

ALTER TABLE public.t ADD COLUMN b text NOT NULL DEFAULT public.f('y'::text);

ALTER TABLE public.t ADD CONSTRAINT b_up CHECK (public.f(b) = b);

CREATE INDEX t_a ON public.t (public.f(b));

CREATE OR REPLACE VIEW public.v AS
SELECT t.id,
    public.f(t.b) AS a
   FROM public.t;

ALTER TABLE public.t DROP CONSTRAINT a_up;

ALTER TABLE public.t DROP COLUMN a;
