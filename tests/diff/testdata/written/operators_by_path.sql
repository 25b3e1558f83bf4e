SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA "Else";

CREATE EXTENSION citext WITH SCHEMA "Else";
COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';

CREATE EXTENSION hstore WITH SCHEMA public;
COMMENT ON EXTENSION hstore IS 'data type for storing sets of (key, value) pairs';

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else"'), true);
    EXECUTE $sql$CREATE DOMAIN public.d AS "Else".citext
    CONSTRAINT d_check CHECK (VALUE IS DISTINCT FROM 'none'::"Else".citext)$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else", public'), true);
    EXECUTE $sql$CREATE TABLE public.t (
    a "Else".citext,
    b "Else".citext,
    h public.hstore,
    plain text,
    CONSTRAINT t_a_check CHECK (a IS DISTINCT FROM 'X'::"Else".citext),
    CONSTRAINT t_plain_check CHECK (plain IS DISTINCT FROM 'x'::text)
)$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;
DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else"'), true);
    EXECUTE $sql$CREATE INDEX t_nullif_idx ON public.t (NULLIF(a, 'x'::"Else".citext))$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else", public'), true);
    EXECUTE $sql$CREATE TABLE public.u (
    a "Else".citext,
    n integer GENERATED ALWAYS AS (CASE (h OPERATOR(public.->) 'x'::text)
    WHEN 'y'::text THEN 1
    ELSE NULL::integer
END) STORED,
    h public.hstore
)$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else"'), true);
    EXECUTE $sql$CREATE FUNCTION public.f("Else".citext, "Else".citext) RETURNS boolean
    LANGUAGE sql
RETURN (NOT ($1 IS DISTINCT FROM $2))$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

CREATE FUNCTION public.tf() RETURNS trigger
    LANGUAGE plpgsql
    AS $$begin return new; end$$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else"'), true);
    EXECUTE $sql$CREATE MATERIALIZED VIEW public.mv AS
SELECT t.a
   FROM (public.t
     JOIN public.u USING (a))
 WITH NO DATA$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else"'), true);
    EXECUTE $sql$CREATE VIEW public.v AS
SELECT (t.a IS DISTINCT FROM t.b) AS changed,
    NULLIF(t.a, t.b) AS n,
        CASE t.a
            WHEN t.b THEN 1
            ELSE NULL::integer
        END AS c
   FROM public.t$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), 'public'), true);
    EXECUTE $sql$CREATE RULE r AS
    ON UPDATE TO public.u
   WHERE (old.h IS DISTINCT FROM new.h) DO NOTHING$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), '"Else", public'), true);
    EXECUTE $sql$CREATE TRIGGER changed BEFORE UPDATE ON public.t FOR EACH ROW WHEN (((old.a IS DISTINCT FROM new.a) OR (old.h IS DISTINCT FROM new.h))) EXECUTE FUNCTION public.tf()$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;

DO $tenon$
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), 'public'), true);
    EXECUTE $sql$CREATE POLICY p ON public.t
    USING (NULLIF(h, '"a"=>"1"'::public.hstore) IS NOT NULL)$sql$;
    PERFORM set_config('search_path', path, true);
END
$tenon$;
