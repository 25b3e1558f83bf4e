SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA v;

CREATE SEQUENCE public.numbered_id;

CREATE VIEW public.numbered AS
SELECT 1 AS id,
    2 AS code;
ALTER VIEW public.numbered ALTER COLUMN id SET DEFAULT nextval('public.numbered_id'::regclass);
ALTER SEQUENCE public.numbered_id OWNED BY public.numbered.id;

CREATE TABLE v.schema_migrations (
    version text NOT NULL,
    CONSTRAINT schema_migrations_pkey PRIMARY KEY (version)
);

CREATE TABLE v.t (
    a integer NOT NULL,
    b text,
    c numeric,
    CONSTRAINT t_pkey PRIMARY KEY (a)
);

CREATE FUNCTION v.read_one() RETURNS bigint
    LANGUAGE sql
    AS '';

CREATE VIEW v.one AS
SELECT 1 AS n,
    'x'::text AS label,
    v.read_one() AS again;
COMMENT ON VIEW v.one IS 'in a circle';

CREATE OR REPLACE FUNCTION v.read_one() RETURNS bigint
    LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM v.one;
END;

CREATE VIEW v.checked WITH (check_option = local, security_barrier = true) AS
SELECT t.a,
    t.b
   FROM v.t
  WHERE (t.b <> ''::text);
ALTER VIEW v.checked ALTER COLUMN b SET DEFAULT 'q'::text;
COMMENT ON VIEW v.checked IS 'checked';
COMMENT ON COLUMN v.checked.a IS 'the key';

CREATE VIEW v.cascaded WITH (check_option = cascaded) AS
SELECT checked.a,
    checked.b
   FROM v.checked
  WHERE (checked.a < 100);

CREATE VIEW v.grouped AS
SELECT t.a,
    t.b,
    sum(t.c) AS total
   FROM v.t
  GROUP BY t.a;

CREATE VIEW v.newest_migration AS
SELECT max(schema_migrations.version) AS version
   FROM v.schema_migrations;

CREATE VIEW v.numbers AS
WITH RECURSIVE numbers(n) AS (
         VALUES (1)
        UNION ALL
         SELECT (numbers_1.n + 1)
           FROM numbers numbers_1
          WHERE (numbers_1.n < 5)
        )
 SELECT numbers.n
   FROM numbers;

CREATE VIEW v.simple AS
SELECT t.a,
    t.b
   FROM v.t
  WHERE (t.a > 1);

CREATE VIEW v.over AS
SELECT s.a,
    t.c
   FROM (v.simple s
     JOIN v.t t USING (a));
ALTER VIEW v.over OWNER TO pg_monitor;

CREATE MATERIALIZED VIEW v.stored WITH (fillfactor = 80) AS
SELECT t.a,
    count(*) AS n
   FROM v.t
  GROUP BY t.a
 WITH NO DATA;
ALTER MATERIALIZED VIEW v.stored ALTER COLUMN a SET STATISTICS 20;
ALTER MATERIALIZED VIEW v.stored ALTER COLUMN n SET (n_distinct = 4);
COMMENT ON MATERIALIZED VIEW v.stored IS 'stored';
COMMENT ON COLUMN v.stored.n IS 'how many';
CREATE INDEX stored_n_idx ON v.stored (n);

CREATE MATERIALIZED VIEW v.tended WITH (fillfactor = 90, toast.autovacuum_enabled = off) AS
SELECT 1 AS a,
    'x'::text AS b
 WITH NO DATA;

CREATE RULE tell AS
    ON INSERT TO v.simple DO INSTEAD  INSERT INTO v.t (a, b)
  VALUES (new.a, new.b);

CREATE RULE also AS
    ON UPDATE TO v.t DO ( SELECT 1 AS "?column?";
 SELECT 2 AS "?column?";
);
ALTER TABLE v.t ENABLE ALWAYS RULE also;

CREATE RULE quiet AS
    ON DELETE TO v.t
   WHERE (old.a > 5) DO INSTEAD NOTHING;
ALTER TABLE v.t DISABLE RULE quiet;
COMMENT ON RULE quiet ON v.t IS 'says nothing';

GRANT INSERT ON TABLE v.simple TO PUBLIC;
GRANT SELECT (a) ON TABLE v.simple TO pg_monitor;
GRANT UPDATE (b) ON TABLE v.simple TO pg_monitor;
