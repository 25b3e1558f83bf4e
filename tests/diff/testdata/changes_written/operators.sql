SET search_path = '';
SET check_function_bodies = off;

DROP VIEW public.v;

DROP OPERATOR public.=== (integer, text);

DROP AGGREGATE public.agg(integer);

CREATE AGGREGATE public.agg(integer) (
    SFUNC = int4pl,
    STYPE = integer,
    INITCOND = '5'
);

CREATE OPERATOR public.=== (
    FUNCTION = public.other,
    LEFTARG = integer,
    RIGHTARG = text
);

CREATE VIEW public.v AS
SELECT (1 OPERATOR(public.===) 'a'::text) AS x,
    public.agg(1) AS y;
