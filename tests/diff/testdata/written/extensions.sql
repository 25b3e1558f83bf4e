SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA e;

CREATE EXTENSION hstore WITH SCHEMA e;
COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';

CREATE EXTENSION pg_stat_statements WITH SCHEMA e;
COMMENT ON EXTENSION pg_stat_statements IS 'track planning and execution statistics of all SQL statements executed';

CREATE EXTENSION pg_trgm WITH SCHEMA e;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';

CREATE EXTENSION postgres_fdw WITH SCHEMA e;
COMMENT ON EXTENSION postgres_fdw IS 'foreign-data wrapper for remote PostgreSQL servers';

CREATE TABLE e.parted (
    id integer
) PARTITION BY LIST (id);

CREATE TABLE e.one PARTITION OF e.parted
    FOR VALUES IN (1);

CREATE INDEX one_id_idx ON e.one (id);
CREATE INDEX parted_id ON ONLY e.parted (id);
ALTER INDEX e.parted_id DEPENDS ON EXTENSION hstore;
ALTER INDEX e.parted_id ATTACH PARTITION e.one_id_idx;

CREATE TABLE e.t (
    id integer NOT NULL,
    h e.hstore,
    name text,
    CONSTRAINT t_pkey PRIMARY KEY (id),
    CONSTRAINT t_name_key UNIQUE (name)
);
ALTER INDEX e.t_pkey DEPENDS ON EXTENSION hstore;
CREATE INDEX by_name ON e.t USING gin (name e.gin_trgm_ops);
ALTER INDEX e.by_name DEPENDS ON EXTENSION pg_trgm;

CREATE FUNCTION e.f(a integer, OUT b integer) RETURNS integer
    LANGUAGE sql
    AS $$select a$$;
ALTER FUNCTION e.f(integer) DEPENDS ON EXTENSION hstore;
ALTER FUNCTION e.f(integer) DEPENDS ON EXTENSION pg_trgm;

CREATE FUNCTION e.fires() RETURNS trigger
    LANGUAGE plpgsql
    AS $$begin return new; end$$;

CREATE PROCEDURE e.p(IN a integer)
    LANGUAGE sql
    AS $$select 1$$;
ALTER PROCEDURE e.p(IN a integer) DEPENDS ON EXTENSION hstore;

CREATE FUNCTION e.standard(a integer) RETURNS integer
    LANGUAGE sql
BEGIN ATOMIC
 SELECT a AS a;
END;
ALTER FUNCTION e.standard(integer) DEPENDS ON EXTENSION hstore;

CREATE MATERIALIZED VIEW e.m AS
SELECT 1 AS a
 WITH NO DATA;
ALTER MATERIALIZED VIEW e.m DEPENDS ON EXTENSION hstore;

CREATE TRIGGER cloned AFTER INSERT ON e.parted FOR EACH ROW EXECUTE FUNCTION e.fires();

ALTER TABLE e.one ENABLE TRIGGER cloned;

ALTER TRIGGER cloned ON e.one DEPENDS ON EXTENSION hstore;

CREATE TRIGGER tr BEFORE INSERT ON e.t FOR EACH ROW EXECUTE FUNCTION e.fires();
ALTER TRIGGER tr ON e.t DEPENDS ON EXTENSION hstore;

REVOKE USAGE ON TYPE e.hstore FROM PUBLIC;
GRANT USAGE ON TYPE pg_catalog.int4 TO pg_monitor;
GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO pg_monitor WITH GRANT OPTION;
GRANT EXECUTE ON FUNCTION e.pg_stat_statements_reset(pg_catalog.oid,pg_catalog.oid,bigint) TO pg_monitor;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(pg_catalog.text) TO pg_monitor;
REVOKE EXECUTE ON FUNCTION pg_catalog.pg_sleep(double precision) FROM PUBLIC;
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
REVOKE CREATE ON SCHEMA pg_catalog FROM CURRENT_USER;
GRANT SELECT ON TABLE pg_catalog.pg_authid TO pg_read_all_settings;
REVOKE SELECT ON TABLE e.pg_stat_statements FROM PUBLIC;
GRANT SELECT (calls) ON TABLE e.pg_stat_statements TO pg_read_all_stats;
GRANT SELECT (query) ON TABLE e.pg_stat_statements TO pg_read_all_stats;
