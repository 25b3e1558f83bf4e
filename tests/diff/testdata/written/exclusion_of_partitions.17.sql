SET search_path = '';

CREATE EXTENSION btree_gist WITH SCHEMA public;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TABLE public.booking (
    a integer,
    r int4range,
    note text
) PARTITION BY LIST (a);

CREATE TABLE public.booking_1 PARTITION OF public.booking
    FOR VALUES IN (1);

CREATE TABLE public.booking_2 (
    note text,
    r int4range,
    a integer
);
ALTER TABLE ONLY public.booking ATTACH PARTITION public.booking_2 FOR VALUES IN (2);

CREATE TABLE public.deep PARTITION OF public.booking
    FOR VALUES IN (3, 4) PARTITION BY LIST (a);

CREATE TABLE public.deep_3 PARTITION OF public.deep
    FOR VALUES IN (3);

ALTER TABLE public.booking ADD CONSTRAINT booking_a_r_excl EXCLUDE USING gist (a WITH =, r WITH &&) WHERE ((note <> ''::text));
ALTER TABLE public.booking ADD CONSTRAINT by_expression EXCLUDE USING gist (a WITH =, lower(note) WITH =) WITH (fillfactor='70') DEFERRABLE;
ALTER INDEX public.booking_1_a_r_excl SET (fillfactor = 50);
COMMENT ON INDEX public.booking_1_a_r_excl IS 'the index of a partition';

ALTER TABLE public.booking_1 CLUSTER ON booking_1_a_lower_excl;

ALTER INDEX public.booking_2_a_lower_excl RESET (fillfactor);

DO $$
DECLARE
    chosen pg_catalog.name;
BEGIN
    SELECT c.conname INTO STRICT chosen FROM pg_catalog.pg_constraint c
        JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.conindid
        WHERE c.conrelid = 'public.booking_2'::pg_catalog.regclass AND i.inhparent = 'public.booking_a_r_excl'::pg_catalog.regclass;
    IF chosen <> 'own_name' THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', 'public.booking_2', chosen, 'own_name');
    END IF;
END
$$;
COMMENT ON CONSTRAINT own_name ON public.booking_2 IS 'renamed';
