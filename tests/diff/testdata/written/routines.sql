SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA f;

CREATE TABLE f.data (
    id integer NOT NULL,
    v integer,
    CONSTRAINT data_pkey PRIMARY KEY (id)
);

CREATE FUNCTION f.next_v() RETURNS integer
    LANGUAGE sql
RETURN (SELECT (COALESCE(max(data.v), 0) + 1) FROM f.data);

ALTER TABLE ONLY f.data ALTER COLUMN v SET DEFAULT f.next_v();

CREATE FUNCTION f.row_is_fine(f.data) RETURNS boolean
    LANGUAGE plpgsql
    AS $$begin return true; end$$;

ALTER TABLE f.data ADD CONSTRAINT fine CHECK (f.row_is_fine(data.*));

CREATE FUNCTION f.as_table(n integer) RETURNS TABLE(x integer, "Y" text)
    LANGUAGE sql IMMUTABLE LEAKPROOF PARALLEL RESTRICTED
    AS $$select n, null$$;

CREATE FUNCTION f.atomic(n integer) RETURNS SETOF f.data
    LANGUAGE sql
BEGIN ATOMIC
 SELECT data.id,
     data.v
    FROM f.data
   WHERE (data.id = atomic.n);
 SELECT data.id,
     data.v
    FROM f.data;
END;

CREATE AGGREGATE f.average(numeric) (
    SFUNC = numeric_avg_accum,
    STYPE = internal,
    FINALFUNC = numeric_avg,
    FINALFUNC_MODIFY = SHAREABLE,
    COMBINEFUNC = numeric_avg_combine,
    SERIALFUNC = numeric_avg_serialize,
    DESERIALFUNC = numeric_avg_deserialize
);

CREATE FUNCTION f.c_one(text) RETURNS integer
    LANGUAGE c STRICT
    AS '$libdir/pgcrypto', 'pg_digest';

CREATE AGGREGATE f.disc(double precision ORDER BY anyelement) (
    SFUNC = ordered_set_transition,
    STYPE = internal,
    SSPACE = 64,
    FINALFUNC = percentile_disc_final,
    FINALFUNC_EXTRA
);
COMMENT ON AGGREGATE f.disc(double precision ORDER BY anyelement) IS 'discrete';

CREATE FUNCTION f.earlier() RETURNS integer
    LANGUAGE sql
    SET check_function_bodies TO 'off'
    AS $$select f.later()$$;

CREATE FUNCTION f.empty_path() RETURNS integer
    LANGUAGE sql
    SET search_path TO ''
    AS $$select 1$$;

CREATE FUNCTION f.keep(text, text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$select least($1, $2)$$;

CREATE FUNCTION f.later() RETURNS integer
    LANGUAGE sql
    AS $$select 1$$;

CREATE AGGREGATE f.least_of(text) (
    SFUNC = f.keep,
    STYPE = text,
    SORTOP = OPERATOR(pg_catalog.<)
);

CREATE AGGREGATE f.my_rank(VARIADIC "any" ORDER BY VARIADIC "any") (
    SFUNC = ordered_set_transition_multi,
    STYPE = internal,
    FINALFUNC = rank_final,
    FINALFUNC_EXTRA,
    HYPOTHETICAL
);

CREATE AGGREGATE f.nothing(*) (
    SFUNC = int8inc,
    STYPE = bigint,
    INITCOND = '0'
);
COMMENT ON AGGREGATE f.nothing(*) IS 'counts';

CREATE FUNCTION f.old_name(character varying, double precision, timestamp without time zone) RETURNS "char"[]
    LANGUAGE sql
    AS $$ select null::"char"[] $$;

CREATE PROCEDURE f.out_only(OUT a integer)
    LANGUAGE sql
    AS $$select 1$$;

CREATE FUNCTION f.plain(a integer, b text DEFAULT 'x'::text, VARIADIC rest integer[] DEFAULT '{}'::integer[]) RETURNS integer
    LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 7
    SET search_path TO f, pg_catalog, "$user"
    SET work_mem TO '8MB'
    SET tenon.actor TO 'a b'
    AS $body1$ begin return a; /* $$ and $body$ */ end $body1$;
ALTER FUNCTION f.plain(integer, text, integer[]) OWNER TO pg_monitor;
COMMENT ON FUNCTION f.plain(integer, text, integer[]) IS 'plain';

CREATE FUNCTION f.set_of(OUT a integer, OUT b text) RETURNS SETOF record
    LANGUAGE sql ROWS 5
    AS $$ select 1, 'x'::text $$;

CREATE FUNCTION f.standard(n integer) RETURNS integer
    LANGUAGE sql
RETURN (n + (SELECT max(data.v) AS max FROM f.data));

CREATE AGGREGATE f.total(integer) (
    SFUNC = int4pl,
    STYPE = integer,
    COMBINEFUNC = int4pl,
    INITCOND = '0',
    MSFUNC = int4pl,
    MINVFUNC = int4mi,
    MSTYPE = integer,
    MINITCOND = '0',
    PARALLEL = SAFE
);
ALTER AGGREGATE f.total(integer) OWNER TO pg_monitor;

CREATE FUNCTION f.w(integer) RETURNS integer
    LANGUAGE internal WINDOW
    AS 'window_row_number';

CREATE PROCEDURE f.work(IN a integer, INOUT b text)
    LANGUAGE plpgsql
    AS $$begin b := a; end$$;
COMMENT ON PROCEDURE f.work(IN a integer, INOUT b text) IS 'works';

CREATE FUNCTION public.factorial_of(n integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE
    AS '';

CREATE OR REPLACE FUNCTION public.factorial_of(n integer) RETURNS numeric
    LANGUAGE sql IMMUTABLE
RETURN CASE WHEN (n > 1) THEN ((n)::numeric * public.factorial_of((n - 1))) ELSE (1)::numeric END;

REVOKE EXECUTE ON FUNCTION f.total(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION f.later() TO pg_monitor WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION f.plain(integer, text, integer[]) FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE f.work(IN a integer, INOUT b text) FROM PUBLIC;
