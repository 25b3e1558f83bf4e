SET search_path = '';
SET check_function_bodies = off;

CREATE FUNCTION public.series(integer, integer) RETURNS SETOF integer
    LANGUAGE internal IMMUTABLE STRICT SUPPORT generate_series_int4_support
    AS 'generate_series_int4';

CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
COMMENT ON TRANSFORM FOR integer LANGUAGE sql IS 'both ways';

CREATE FUNCTION public.transformed(a integer, b text) RETURNS integer
    LANGUAGE sql TRANSFORM FOR TYPE integer
    AS $$select 1$$;

CREATE TRANSFORM FOR text LANGUAGE plpgsql (FROM SQL WITH FUNCTION prsd_lextype(internal));
