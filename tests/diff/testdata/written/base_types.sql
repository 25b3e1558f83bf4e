SET search_path = '';
SET check_function_bodies = off;

CREATE TYPE public.complex;

CREATE FUNCTION public.complex_in(cstring) RETURNS public.complex
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8in';
COMMENT ON FUNCTION public.complex_in(cstring) IS 'reads';

CREATE FUNCTION public.complex_out(public.complex) RETURNS cstring
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8out';
CREATE FUNCTION public.complex_recv(internal) RETURNS public.complex
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8recv';
CREATE FUNCTION public.complex_send(public.complex) RETURNS bytea
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8send';

CREATE TYPE public.complex (
    INPUT = public.complex_in,
    OUTPUT = public.complex_out,
    RECEIVE = public.complex_recv,
    SEND = public.complex_send,
    INTERNALLENGTH = 8,
    PASSEDBYVALUE,
    ALIGNMENT = double,
    STORAGE = plain,
    CATEGORY = 'N',
    DEFAULT = '7',
    DELIMITER = ';'
);
COMMENT ON TYPE public.complex IS 'not really';

CREATE FUNCTION public.to_complex(integer) RETURNS public.complex
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int48';

CREATE CAST (integer AS public.complex) WITH FUNCTION public.to_complex(integer) AS ASSIGNMENT;
CREATE CAST (public.complex AS bigint) WITHOUT FUNCTION;
CREATE CAST (public.complex AS text) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (public.complex AS text) IS 'as text';

CREATE TYPE public.mood AS ENUM (
    'sad',
    'ok'
);

CREATE FUNCTION public.mood_number(public.mood) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS $$select 1$$;

CREATE CAST (public.mood AS integer) WITH FUNCTION public.mood_number(public.mood);

CREATE DOMAIN public.high_mood AS public.mood
    CONSTRAINT high_mood_check CHECK ((VALUE)::integer > 0);

CREATE TYPE public.label;

CREATE FUNCTION public.label_in(cstring, oid, integer) RETURNS public.label
    LANGUAGE internal IMMUTABLE STRICT
    AS 'varcharin';

CREATE FUNCTION public.label_mod_in(cstring[]) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT
    AS 'varchartypmodin';

CREATE FUNCTION public.label_mod_out(integer) RETURNS cstring
    LANGUAGE internal IMMUTABLE STRICT
    AS 'varchartypmodout';

CREATE FUNCTION public.label_out(public.label) RETURNS cstring
    LANGUAGE internal IMMUTABLE STRICT
    AS 'varcharout';

CREATE TYPE public.label (
    INPUT = public.label_in,
    OUTPUT = public.label_out,
    TYPMOD_IN = public.label_mod_in,
    TYPMOD_OUT = public.label_mod_out,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = int4,
    STORAGE = extended,
    COLLATABLE = true
);

CREATE TYPE public.whole;

CREATE FUNCTION public.whole_canonical(public.whole) RETURNS public.whole
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int4range_canonical';

CREATE TYPE public.whole AS RANGE (
    subtype = integer,
    canonical = public.whole_canonical,
    multirange_type_name = public.whole_multirange
);

CREATE OPERATOR FAMILY public.gist_boxes USING gist;

CREATE OPERATOR CLASS public.gist_boxes FOR TYPE box USING gist FAMILY public.gist_boxes AS
    FUNCTION 1 (box, box) gist_box_consistent(internal,box,smallint,oid,internal),
    FUNCTION 2 (box, box) gist_box_union(internal,internal),
    FUNCTION 5 (box, box) gist_box_penalty(internal,internal,internal),
    FUNCTION 6 (box, box) gist_box_picksplit(internal,internal),
    FUNCTION 7 (box, box) gist_box_same(box,box,internal);

ALTER OPERATOR FAMILY public.gist_boxes USING gist ADD
    OPERATOR 3 &&(box,box);

CREATE TABLE public.boxes (
    b box,
    CONSTRAINT boxes_b_excl EXCLUDE USING gist (b public.gist_boxes WITH &&)
);

CREATE TABLE public.moods (
    m public.mood,
    n integer DEFAULT ('ok'::public.mood)::integer,
    CONSTRAINT moods_m_check CHECK ((m)::integer > 0)
);
CREATE INDEX moods_m_idx ON public.moods (((m)::integer));

CREATE TABLE public.numbers (
    n integer[]
);

CREATE OPERATOR FAMILY public.gin_numbers USING gin;

CREATE OPERATOR CLASS public.gin_numbers FOR TYPE integer[] USING gin FAMILY public.gin_numbers AS
    FUNCTION 2 (integer[], integer[]) ginarrayextract(anyarray,internal,internal),
    FUNCTION 3 (integer[], integer[]) ginqueryarrayextract(anyarray,internal,smallint,internal,internal,internal,internal),
    STORAGE integer;

ALTER OPERATOR FAMILY public.gin_numbers USING gin ADD
    OPERATOR 7 @>(anyarray,anyarray),
    FUNCTION 4 (integer[], integer[]) ginarrayconsistent(internal,smallint,anyarray,integer,internal,internal,internal,internal);

CREATE INDEX numbers_n_idx ON public.numbers USING gin (n public.gin_numbers);

CREATE FUNCTION public.complex_cmp(public.complex, public.complex) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT
    AS 'btint8cmp';

CREATE FUNCTION public.complex_lt(public.complex, public.complex) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8lt';

CREATE OPERATOR public.< (
    FUNCTION = public.complex_lt,
    LEFTARG = public.complex,
    RIGHTARG = public.complex,
    COMMUTATOR = OPERATOR(public.>),
    RESTRICT = scalarltsel,
    JOIN = scalarltjoinsel
);

CREATE FUNCTION public.complex_eq(public.complex, public.complex) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8eq';

CREATE OPERATOR public.= (
    FUNCTION = public.complex_eq,
    LEFTARG = public.complex,
    RIGHTARG = public.complex,
    COMMUTATOR = OPERATOR(public.=),
    NEGATOR = OPERATOR(public.<>),
    RESTRICT = eqsel,
    JOIN = eqjoinsel,
    HASHES,
    MERGES
);
COMMENT ON OPERATOR public.= (public.complex, public.complex) IS 'same';

CREATE FUNCTION public.complex_gt(public.complex, public.complex) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8gt';

CREATE OPERATOR public.> (
    FUNCTION = public.complex_gt,
    LEFTARG = public.complex,
    RIGHTARG = public.complex,
    COMMUTATOR = OPERATOR(public.<),
    RESTRICT = scalargtsel,
    JOIN = scalargtjoinsel
);

CREATE OPERATOR FAMILY public.complex_ops USING btree;
COMMENT ON OPERATOR FAMILY public.complex_ops USING btree IS 'sorts, as a family';

CREATE OPERATOR CLASS public.complex_ops DEFAULT FOR TYPE public.complex USING btree FAMILY public.complex_ops AS
    OPERATOR 1 public.<(public.complex,public.complex),
    OPERATOR 3 public.=(public.complex,public.complex),
    OPERATOR 5 public.>(public.complex,public.complex),
    FUNCTION 1 (public.complex, public.complex) public.complex_cmp(public.complex,public.complex);
COMMENT ON OPERATOR CLASS public.complex_ops USING btree IS 'sorts';

CREATE TABLE public.uses_it (
    c public.complex,
    CONSTRAINT uses_it_c_key UNIQUE (c)
);

CREATE FUNCTION public.complex_hash(public.complex) RETURNS integer
    LANGUAGE internal IMMUTABLE STRICT
    AS 'hashint8';

CREATE OPERATOR FAMILY public.complex_hashing USING hash;

CREATE OPERATOR CLASS public.complex_hash_ops FOR TYPE public.complex USING hash FAMILY public.complex_hashing AS
    OPERATOR 1 public.=(public.complex,public.complex),
    FUNCTION 1 (public.complex, public.complex) public.complex_hash(public.complex);

CREATE FUNCTION public.complex_int_eq(public.complex, bigint) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8eq';

CREATE OPERATOR public.= (
    FUNCTION = public.complex_int_eq,
    LEFTARG = public.complex,
    RIGHTARG = bigint
);

ALTER OPERATOR FAMILY public.complex_hashing USING hash ADD
    OPERATOR 1 public.=(public.complex,bigint),
    FUNCTION 1 (bigint, bigint) hashint8(bigint);

CREATE INDEX uses_it_c_idx ON public.uses_it USING hash (c public.complex_hash_ops);

CREATE TABLE public.uses_label (
    l public.label(5)
);

CREATE TABLE public.uses_whole (
    w public.whole
);

CREATE FUNCTION public.complex_ne(public.complex, public.complex) RETURNS boolean
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8ne';

CREATE FUNCTION public.complex_neg(public.complex) RETURNS public.complex
    LANGUAGE internal IMMUTABLE STRICT
    AS 'int8um';

CREATE OPERATOR public.- (
    FUNCTION = public.complex_neg,
    RIGHTARG = public.complex
);
COMMENT ON OPERATOR public.- (NONE, public.complex) IS 'negative';

CREATE OPERATOR public.<> (
    FUNCTION = public.complex_ne,
    LEFTARG = public.complex,
    RIGHTARG = public.complex,
    COMMUTATOR = OPERATOR(public.<>),
    NEGATOR = OPERATOR(public.=)
);

CREATE OPERATOR public.==> (
    FUNCTION = public.complex_gt,
    LEFTARG = public.complex,
    RIGHTARG = public.complex,
    COMMUTATOR = OPERATOR(public.<==)
);

CREATE OPERATOR FAMILY public.lonely USING gist;
