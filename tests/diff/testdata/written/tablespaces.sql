SET search_path = '';

CREATE TABLE public.parted (
    a integer,
    b integer
) PARTITION BY LIST (a) TABLESPACE tests_one;

CREATE TABLE public.part_1 PARTITION OF public.parted
    FOR VALUES IN (1) TABLESPACE tests_one;

CREATE INDEX part_1_a_idx ON public.part_1 (a);
CREATE INDEX part_1_b_idx ON public.part_1 (b) TABLESPACE tests_two;

CREATE TABLE public.part_2 PARTITION OF public.parted
    FOR VALUES IN (2) TABLESPACE tests_two;

CREATE INDEX part_2_a_idx ON public.part_2 (a);
CREATE INDEX part_2_b_idx ON public.part_2 (b) TABLESPACE tests_two;

CREATE TABLE public.part_3 PARTITION OF public.parted
    FOR VALUES IN (3) TABLESPACE pg_default;

CREATE INDEX part_3_a_idx ON public.part_3 (a);
CREATE INDEX part_3_b_idx ON public.part_3 (b) TABLESPACE tests_two;
CREATE INDEX of_default ON ONLY public.parted (a);
ALTER INDEX public.of_default ATTACH PARTITION public.part_1_a_idx;

CREATE INDEX of_all ON ONLY public.parted (b) TABLESPACE tests_two;
ALTER INDEX public.of_all ATTACH PARTITION public.part_1_b_idx;
ALTER INDEX public.of_default ATTACH PARTITION public.part_2_a_idx;
ALTER INDEX public.of_all ATTACH PARTITION public.part_2_b_idx;
ALTER INDEX public.of_default ATTACH PARTITION public.part_3_a_idx;
ALTER INDEX public.of_all ATTACH PARTITION public.part_3_b_idx;

CREATE TABLE public.t (
    a integer NOT NULL,
    b text,
    CONSTRAINT t_pkey PRIMARY KEY (a) USING INDEX TABLESPACE tests_two,
    CONSTRAINT t_b_excl EXCLUDE USING btree (b WITH =) USING INDEX TABLESPACE tests_two WHERE ((a > 3))
) TABLESPACE tests_one;
CREATE INDEX in_two ON public.t (b) TABLESPACE tests_two;

CREATE MATERIALIZED VIEW public.m TABLESPACE tests_one AS
SELECT t.a
   FROM public.t
 WITH NO DATA;
CREATE INDEX m_a_idx ON public.m (a) TABLESPACE tests_two;
