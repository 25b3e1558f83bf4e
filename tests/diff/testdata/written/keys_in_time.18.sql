SET search_path = '';

CREATE EXTENSION btree_gist WITH SCHEMA public;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TABLE public.goods (
    id integer NOT NULL,
    CONSTRAINT goods_pkey PRIMARY KEY (id)
);

CREATE TABLE public.price (
    id integer NOT NULL,
    v daterange NOT NULL,
    note text
) PARTITION BY LIST (id);

CREATE TABLE public.price_1 PARTITION OF public.price
    FOR VALUES IN (1);

CREATE TABLE public.price_2 (
    v daterange NOT NULL,
    note text,
    id integer NOT NULL
);
ALTER TABLE ONLY public.price ATTACH PARTITION public.price_2 FOR VALUES IN (2);

ALTER TABLE public.price ADD CONSTRAINT once UNIQUE (id, v WITHOUT OVERLAPS) DEFERRABLE;
ALTER TABLE public.price ADD CONSTRAINT price_pkey PRIMARY KEY (id, v WITHOUT OVERLAPS);

DO $$
DECLARE
    chosen pg_catalog.name;
BEGIN
    SELECT c.conname INTO STRICT chosen FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.conindid
        WHERE c.conrelid = 'public.price_2'::pg_catalog.regclass AND i.inhparent = 'public.price_pkey'::pg_catalog.regclass;
    IF chosen <> 'own_name' THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.price_2', chosen, 'own_name');
    END IF;
END
$$;
COMMENT ON CONSTRAINT own_name ON public.price_2 IS 'renamed';

CREATE TABLE public.sale (
    id integer,
    at daterange,
    CONSTRAINT sale_id_at_fkey FOREIGN KEY (id, PERIOD at) REFERENCES public.price (id, PERIOD v)
);

CREATE TABLE public.stock (
    id integer,
    k integer
) PARTITION BY LIST (k);

CREATE TABLE public.stock_1 PARTITION OF public.stock
    FOR VALUES IN (1);

CREATE TABLE public.stock_2 PARTITION OF public.stock
    FOR VALUES IN (2);
ALTER TABLE public.stock ADD CONSTRAINT of_goods FOREIGN KEY (id) REFERENCES public.goods (id) NOT VALID;
