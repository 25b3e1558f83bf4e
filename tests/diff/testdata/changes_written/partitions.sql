SET search_path = '';

ALTER TABLE ONLY public.p1 ALTER COLUMN v DROP DEFAULT;

ALTER TABLE public.p DROP CONSTRAINT p_pkey;

ALTER TABLE public.p ALTER COLUMN id DROP NOT NULL;

DROP INDEX public.p_v;

ALTER TABLE public.p ALTER COLUMN v SET DATA TYPE character varying(20);

ALTER TABLE ONLY public.p3 ALTER COLUMN id DROP NOT NULL;

ALTER TABLE public.p ADD COLUMN w integer DEFAULT 3;

ALTER TABLE ONLY public.p DETACH PARTITION public.p3;

ALTER TABLE public.p2 ALTER COLUMN v SET DATA TYPE character varying(20);

ALTER TABLE public.p2 ADD COLUMN w integer DEFAULT 3;

CREATE UNIQUE INDEX p2_id_at_idx ON public.p2 (id, at);
CREATE INDEX p2_w_idx ON public.p2 (w);

ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
ALTER TABLE ONLY public.p ATTACH PARTITION public.p3 FOR VALUES FROM ('2025-01-01') TO ('2025-06-01');

CREATE UNIQUE INDEX p_id ON ONLY public.p (id, at);
CREATE INDEX p_w ON ONLY public.p (w);

ALTER TABLE ONLY public.p1 ALTER COLUMN id DROP NOT NULL;

ALTER TABLE ONLY public.p1 ALTER COLUMN v SET DEFAULT 'x'::text;

CREATE UNIQUE INDEX p1_id_at_idx ON public.p1 (id, at);

ALTER INDEX public.p_id ATTACH PARTITION public.p1_id_at_idx;

CREATE INDEX p1_w_idx ON public.p1 (w);

ALTER INDEX public.p_w ATTACH PARTITION public.p1_w_idx;
ALTER INDEX public.p_id ATTACH PARTITION public.p2_id_at_idx;
ALTER INDEX public.p_w ATTACH PARTITION public.p2_w_idx;

CREATE UNIQUE INDEX p3_id_at_idx ON public.p3 (id, at);

ALTER INDEX public.p_id ATTACH PARTITION public.p3_id_at_idx;

CREATE INDEX p3_w_idx ON public.p3 (w);

ALTER INDEX public.p_w ATTACH PARTITION public.p3_w_idx;
