SET search_path = '';
SET check_function_bodies = off;

CREATE TABLE public.by_expression (
    a integer,
    b text
) PARTITION BY RANGE (lower(b), a);

CREATE TABLE public.by_expression_all PARTITION OF public.by_expression
    DEFAULT;

CREATE TABLE public.log (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL DEFAULT now(),
    kind text DEFAULT 'x'::text,
    note text,
    CONSTRAINT kind_known CHECK (kind <> ''::text)
) PARTITION BY RANGE (at);

CREATE TABLE public.log_2024 PARTITION OF public.log
    FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
ALTER TABLE public.log_2024 ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.log_2024 ADD CONSTRAINT log_2024_pkey PRIMARY KEY (id, at);
COMMENT ON CONSTRAINT log_2024_pkey ON public.log_2024 IS 'of one year, too';
COMMENT ON INDEX public.log_2024_pkey IS 'a key of one year';

CREATE INDEX log_2024_kind_idx ON public.log_2024 (kind) WITH (fillfactor = 55);
COMMENT ON INDEX public.log_2024_kind_idx IS 'of one year';

CREATE TABLE public.log_2025 PARTITION OF public.log (
    kind DEFAULT 'y'::text,
    note NOT NULL,
    CONSTRAINT own_check CHECK (note <> 'q'::text)
) FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00') WITH (fillfactor = 60);
COMMENT ON COLUMN public.log_2025.note IS 'never empty';
ALTER TABLE public.log_2025 FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE public.log_2025 IS 'last year';

ALTER TABLE public.log_2025 ADD CONSTRAINT log_2025_pkey PRIMARY KEY (id, at);

CREATE INDEX log_2025_kind_idx ON public.log_2025 (kind);

ALTER TABLE ONLY public.log_2025 REPLICA IDENTITY FULL;

CREATE TABLE public.log_2026 PARTITION OF public.log
    FOR VALUES FROM ('2026-01-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');

ALTER TABLE public.log_2026 ADD CONSTRAINT log_2026_pkey PRIMARY KEY (id, at);

CREATE INDEX log_2026_kind_idx ON public.log_2026 (kind);
CREATE INDEX log_2026_note_idx ON public.log_2026 (note);

CREATE TABLE public.log_old (
    note text,
    at timestamp with time zone NOT NULL,
    kind text DEFAULT 'older'::text,
    id bigint NOT NULL,
    CONSTRAINT kind_known CHECK (kind <> ''::text)
);
ALTER TABLE ONLY public.log ATTACH PARTITION public.log_old FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00:00+00');

ALTER TABLE public.log_old ADD CONSTRAINT log_old_pkey PRIMARY KEY (id, at);

CREATE INDEX log_old_kind_idx ON public.log_old (kind);

CREATE TABLE public.log_rest PARTITION OF public.log
    DEFAULT;
ALTER TABLE ONLY public.log_rest ALTER COLUMN kind DROP DEFAULT;

ALTER TABLE public.log_rest ADD CONSTRAINT log_rest_pkey PRIMARY KEY (id, at);

CREATE INDEX log_rest_kind_idx ON public.log_rest (kind);

ALTER TABLE ONLY public.log ADD CONSTRAINT log_key PRIMARY KEY (id, at);

CREATE TABLE public.other (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT other_pkey PRIMARY KEY (id, at)
);

ALTER TABLE public.log_2026 ADD CONSTRAINT own_name FOREIGN KEY (id, at) REFERENCES public.other (id, at);
ALTER TABLE public.log ADD CONSTRAINT to_other FOREIGN KEY (id, at) REFERENCES public.other (id, at);

CREATE INDEX log_kind ON ONLY public.log (kind);
COMMENT ON INDEX public.log_kind IS 'by kind';

CREATE INDEX only_above ON ONLY public.log (note);

ALTER INDEX public.log_kind ATTACH PARTITION public.log_2024_kind_idx;
ALTER INDEX public.log_key ATTACH PARTITION public.log_2024_pkey;

ALTER TABLE public.log_2024 CLUSTER ON log_2024_kind_idx;
ALTER TABLE ONLY public.log_2024 REPLICA IDENTITY USING INDEX log_2024_pkey;

ALTER INDEX public.log_kind ATTACH PARTITION public.log_2025_kind_idx;
ALTER INDEX public.log_key ATTACH PARTITION public.log_2025_pkey;
ALTER INDEX public.log_kind ATTACH PARTITION public.log_2026_kind_idx;
ALTER INDEX public.only_above ATTACH PARTITION public.log_2026_note_idx;
ALTER INDEX public.log_key ATTACH PARTITION public.log_2026_pkey;
ALTER INDEX public.log_kind ATTACH PARTITION public.log_old_kind_idx;
ALTER INDEX public.log_key ATTACH PARTITION public.log_old_pkey;
ALTER INDEX public.log_kind ATTACH PARTITION public.log_rest_kind_idx;
ALTER INDEX public.log_key ATTACH PARTITION public.log_rest_pkey;

CREATE TABLE public.place (
    country text NOT NULL,
    city integer NOT NULL
) PARTITION BY LIST (country);

CREATE TABLE public.place_de PARTITION OF public.place
    FOR VALUES IN ('DE', 'AT') PARTITION BY HASH (city);

CREATE TABLE public.place_de_0 PARTITION OF public.place_de
    FOR VALUES WITH (modulus 2, remainder 0);

ALTER TABLE public.place_de_0 ADD CONSTRAINT place_de_0_pkey PRIMARY KEY (country, city);

CREATE UNIQUE INDEX place_de_0_city_country_idx ON public.place_de_0 (city, country);

CREATE TABLE public.place_de_1 PARTITION OF public.place_de
    FOR VALUES WITH (modulus 2, remainder 1);

ALTER TABLE public.place_de_1 ADD CONSTRAINT place_de_1_pkey PRIMARY KEY (country, city);

CREATE UNIQUE INDEX place_de_1_city_country_idx ON public.place_de_1 (city, country);

CREATE TABLE public.place_null PARTITION OF public.place
    FOR VALUES IN ('XX');

ALTER TABLE public.place_null ADD CONSTRAINT place_null_pkey PRIMARY KEY (country, city);

CREATE UNIQUE INDEX place_null_city_country_idx ON public.place_null (city, country);

ALTER TABLE ONLY public.place ADD CONSTRAINT place_pkey PRIMARY KEY (country, city);
CREATE UNIQUE INDEX place_city ON ONLY public.place (city, country);

ALTER TABLE ONLY public.place_de ADD CONSTRAINT place_de_pkey PRIMARY KEY (country, city);
ALTER INDEX public.place_pkey ATTACH PARTITION public.place_de_pkey;

CREATE UNIQUE INDEX place_de_city_country_idx ON ONLY public.place_de (city, country);
ALTER INDEX public.place_city ATTACH PARTITION public.place_de_city_country_idx;
ALTER INDEX public.place_de_city_country_idx ATTACH PARTITION public.place_de_0_city_country_idx;
ALTER INDEX public.place_de_pkey ATTACH PARTITION public.place_de_0_pkey;
ALTER INDEX public.place_de_city_country_idx ATTACH PARTITION public.place_de_1_city_country_idx;
ALTER INDEX public.place_de_pkey ATTACH PARTITION public.place_de_1_pkey;
ALTER INDEX public.place_city ATTACH PARTITION public.place_null_city_country_idx;
ALTER INDEX public.place_pkey ATTACH PARTITION public.place_null_pkey;

CREATE TABLE public.visit (
    country text,
    city integer,
    CONSTRAINT visit_country_city_fkey FOREIGN KEY (country, city) REFERENCES public.place (country, city)
);

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$begin return new; end$$;

CREATE TRIGGER touch_log BEFORE UPDATE ON public.log FOR EACH ROW EXECUTE FUNCTION public.touch();
COMMENT ON TRIGGER touch_log ON public.log IS 'touches';

ALTER TABLE public.log_2024 DISABLE TRIGGER touch_log;

GRANT SELECT ON TABLE public.log_2025 TO pg_monitor;
