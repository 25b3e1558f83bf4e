SET search_path = '';

ALTER TABLE public.t DROP CONSTRAINT t_check;

ALTER TABLE ONLY public.t ALTER COLUMN m DROP DEFAULT;

ALTER TABLE public.t ALTER COLUMN m SET DATA TYPE text;

ALTER TABLE ONLY public.t ALTER COLUMN m SET DEFAULT 'sad'::text;

ALTER TABLE public.t ADD CONSTRAINT t_check CHECK ((m <> 'happy'::text) OR (id > 3));

DROP TYPE public.mood;
