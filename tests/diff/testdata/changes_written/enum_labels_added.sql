SET search_path = '';

ALTER TABLE public.t DROP CONSTRAINT t_m_check;

ALTER TYPE public.mood ADD VALUE 'worse' BEFORE 'sad';
ALTER TYPE public.mood ADD VALUE 'ok' BEFORE 'happy';
ALTER TYPE public.mood ADD VALUE 'glad';

ALTER TABLE ONLY public.t ALTER COLUMN m SET DEFAULT 'ok'::public.mood;

ALTER TABLE public.t ADD CONSTRAINT t_m_check CHECK (m <> 'worse'::public.mood);
