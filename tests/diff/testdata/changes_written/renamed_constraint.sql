SET search_path = '';

ALTER TABLE public.t ADD CONSTRAINT two CHECK (n > 0);

CREATE INDEX i2 ON public.t (n);
DROP INDEX public.i1;

ALTER TABLE public.t DROP CONSTRAINT one;
