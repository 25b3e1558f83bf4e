SET search_path = '';

ALTER TABLE public.p ADD COLUMN c text NOT NULL DEFAULT 'x'::text;

CREATE TABLE public.p1b (
    id integer NOT NULL,
    k integer NOT NULL,
    d date NOT NULL,
    c text NOT NULL DEFAULT 'x'::text
);

CREATE UNIQUE INDEX p1b_id_k_d_c_idx ON public.p1b (id, k, d) INCLUDE (c);

ALTER TABLE ONLY public.p1 ATTACH PARTITION public.p1b FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

CREATE TABLE public.p2 (
    id integer NOT NULL,
    k integer NOT NULL,
    d date NOT NULL,
    c text NOT NULL DEFAULT 'x'::text
) PARTITION BY RANGE (d);

CREATE TABLE public.p2a PARTITION OF public.p2
    DEFAULT;

CREATE UNIQUE INDEX p2a_id_k_d_c_idx ON public.p2a (id, k, d) INCLUDE (c);
CREATE UNIQUE INDEX p2_id_k_d_c_idx ON ONLY public.p2 (id, k, d) INCLUDE (c);

ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);

CREATE UNIQUE INDEX p_all ON ONLY public.p (id, k, d) INCLUDE (c);
CREATE UNIQUE INDEX p1_id_k_d_c_idx ON ONLY public.p1 (id, k, d) INCLUDE (c);

ALTER INDEX public.p_all ATTACH PARTITION public.p1_id_k_d_c_idx;

ALTER TABLE ONLY public.p1a ALTER COLUMN c SET DEFAULT 'y'::text;

CREATE UNIQUE INDEX p1a_id_k_d_c_idx ON public.p1a (id, k, d) INCLUDE (c);

ALTER INDEX public.p1_id_k_d_c_idx ATTACH PARTITION public.p1a_id_k_d_c_idx;
ALTER INDEX public.p1_id_k_d_c_idx ATTACH PARTITION public.p1b_id_k_d_c_idx;
ALTER INDEX public.p_all ATTACH PARTITION public.p2_id_k_d_c_idx;
ALTER INDEX public.p2_id_k_d_c_idx ATTACH PARTITION public.p2a_id_k_d_c_idx;

ALTER TABLE public.p DROP CONSTRAINT p_pkey;
