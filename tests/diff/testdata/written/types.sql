SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA t;

CREATE TYPE t.c_range AS RANGE (
    subtype = text,
    subtype_opclass = pg_catalog.text_pattern_ops,
    collation = "C",
    multirange_type_name = t.c_multirange
);

CREATE DOMAIN t.short AS character varying(10);
ALTER DOMAIN t.short ADD CONSTRAINT late CHECK ((VALUE)::text <> 'q'::text) NOT VALID;

CREATE DOMAIN t.deeper AS t.short
    CONSTRAINT deeper_check CHECK ((VALUE)::text <> ''::text);

CREATE DOMAIN t.email AS text COLLATE "C" DEFAULT 'x@y'::text NOT NULL
    CONSTRAINT email_check CHECK (length(VALUE) < 100)
    CONSTRAINT has_at CHECK (VALUE ~ '@'::text);
COMMENT ON DOMAIN t.email IS 'an address';
COMMENT ON CONSTRAINT has_at ON DOMAIN t.email IS 'one at';

CREATE DOMAIN t.even AS integer;

CREATE FUNCTION t.is_even(t.even) RETURNS boolean
    LANGUAGE plpgsql
    AS $$begin return $1 % 2 = 0; end$$;

ALTER DOMAIN t.even ADD CONSTRAINT is_even CHECK (t.is_even((VALUE)::t.even));

CREATE FUNCTION t.diff(double precision, double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE
    AS $$select $1 - $2$$;

CREATE TYPE t.float_range AS RANGE (
    subtype = double precision,
    subtype_diff = t.diff,
    multirange_type_name = t.float_ranges
);
COMMENT ON TYPE t.float_range IS 'floats';
COMMENT ON TYPE t.float_ranges IS 'many of them';

CREATE TYPE t.mood AS ENUM (
    'sad',
    'it''s ok',
    'happy'
);
ALTER TYPE t.mood OWNER TO pg_monitor;
COMMENT ON TYPE t.mood IS 'how one feels';

CREATE TYPE t.mood_range AS RANGE (
    subtype = t.mood,
    multirange_type_name = t.mood_multirange
);

CREATE TYPE t.nothing AS ENUM ();

CREATE TYPE t.only_announced;

CREATE TYPE t.pair AS (
    a integer,
    b text COLLATE "C",
    c t.mood[]
);
COMMENT ON COLUMN t.pair.b IS 'second';

CREATE TYPE t.void AS ();

CREATE TABLE t.user_of (
    m t.mood DEFAULT 'sad'::t.mood,
    e t.email,
    p t.pair,
    r t.mood_range,
    f t.float_ranges,
    d t.deeper[]
);

GRANT USAGE ON TYPE t.email TO pg_monitor;
REVOKE USAGE ON TYPE t.mood FROM PUBLIC;
