SET search_path = '';

ALTER TABLE ONLY public.t ALTER COLUMN m DROP DEFAULT;

ALTER TABLE public.t ALTER COLUMN m SET DATA TYPE public.b USING m::text::public.b;
ALTER TABLE public.t ALTER COLUMN n SET DATA TYPE public.b[] USING n::text[]::public.b[];

ALTER TABLE ONLY public.t ALTER COLUMN m SET DEFAULT 'x'::public.b;
