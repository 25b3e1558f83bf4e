SET search_path = '';
SET check_function_bodies = off;

CREATE TABLE public.p2 (
    id integer NOT NULL,
    k integer NOT NULL,
    o_id integer,
    CONSTRAINT p_id_check CHECK (id > 0)
);

ALTER TABLE public.p2 ADD CONSTRAINT p2_pkey PRIMARY KEY (id, k);

CREATE INDEX p2_id_idx ON public.p2 (id DESC);

ALTER TABLE ONLY public.p ATTACH PARTITION public.p2 FOR VALUES IN (2);

CREATE TABLE public.pd (
    id integer NOT NULL,
    k integer NOT NULL,
    o_id integer,
    CONSTRAINT p_id_check CHECK (id > 0)
);

ALTER TABLE public.pd ADD CONSTRAINT pd_pkey PRIMARY KEY (id, k);

CREATE INDEX pd_id_idx ON public.pd (id DESC);

ALTER TABLE ONLY public.p ATTACH PARTITION public.pd DEFAULT;
