SET search_path = '';

CREATE COLLATION public.built_in (provider = builtin, locale = 'C.UTF-8');

CREATE DOMAIN public.named AS integer CONSTRAINT there NOT NULL;

CREATE TABLE public.maintained (
    a integer
);

CREATE TABLE public.parted (
    id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
    k integer
) PARTITION BY LIST (k);

CREATE TABLE public.part_1 PARTITION OF public.parted
    FOR VALUES IN (1);

CREATE TABLE public.part_2 (
    k integer,
    id integer NOT NULL
);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.part_2 FOR VALUES IN (2);

GRANT MAINTAIN ON TABLE public.maintained TO pg_monitor;
