SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA o;

CREATE EXTENSION citext WITH SCHEMA o;
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

CREATE EXTENSION cube WITH SCHEMA public;
COMMENT ON EXTENSION cube IS 'cubes of mine';

CREATE EXTENSION earthdistance WITH SCHEMA public;
COMMENT ON EXTENSION earthdistance IS 'calculate great-circle distances on the surface of the Earth';

CREATE EXTENSION hstore WITH SCHEMA public;
COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';

CREATE ACCESS METHOD btree2 TYPE INDEX HANDLER bthandler;
CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD heap2 IS 'like heap';

CREATE FUNCTION o.handler() RETURNS language_handler
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_call_handler';

CREATE FUNCTION o.inline(internal) RETURNS void
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_inline_handler';

CREATE FUNCTION o.validator(oid) RETURNS void
    LANGUAGE c
    AS '$libdir/plpgsql', 'plpgsql_validator';

CREATE TRUSTED LANGUAGE plother HANDLER o.handler INLINE o.inline VALIDATOR o.validator;
COMMENT ON LANGUAGE plother IS 'like plpgsql';

CREATE COLLATION o.german (provider = icu, locale = 'de-DE');
COMMENT ON COLLATION o.german IS 'german';

CREATE COLLATION o.insensitive (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE COLLATION o.plain (provider = libc, locale = 'C');

CREATE TABLE o.in_heap2 (
    a integer
) USING heap2;

CREATE TABLE o.names (
    name text COLLATE o.insensitive,
    other text COLLATE o.german
);
CREATE INDEX names_other_idx ON o.names (other COLLATE o.plain);
CREATE STATISTICS o."both" ON name, other FROM o.names;
ALTER STATISTICS o."both" OWNER TO pg_monitor;
ALTER STATISTICS o."both" SET STATISTICS 300;
COMMENT ON STATISTICS o."both" IS 'together';

CREATE STATISTICS o.expr ON other, lower(name) FROM o.names;
CREATE STATISTICS o."only" (mcv, ndistinct) ON name, other FROM o.names;
CREATE STATISTICS o.single ON upper(name) FROM o.names;

CREATE TABLE o.places (
    name o.citext NOT NULL,
    at public.cube,
    tags public.hstore DEFAULT ''::public.hstore,
    CONSTRAINT places_pkey PRIMARY KEY (name)
);
CREATE INDEX places_at_idx ON o.places USING gist (at);

CREATE FUNCTION o.in_other() RETURNS integer
    LANGUAGE plother
    AS $$begin return 1; end$$;

CREATE DEFAULT CONVERSION o.conv FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
COMMENT ON CONVERSION o.conv IS 'converts';

CREATE MATERIALIZED VIEW o.m USING heap2 AS
SELECT 1 AS a
 WITH NO DATA;

REVOKE USAGE ON LANGUAGE plother FROM PUBLIC;
