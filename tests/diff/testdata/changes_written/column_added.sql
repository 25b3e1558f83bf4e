SET search_path = '';

ALTER TABLE public.t ADD COLUMN b integer NOT NULL DEFAULT 5;
ALTER TABLE public.t ADD COLUMN c timestamp with time zone DEFAULT now();
COMMENT ON COLUMN public.t.c IS 'when';
