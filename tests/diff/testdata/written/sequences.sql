SET search_path = '';

CREATE SEQUENCE public.odd AS smallint INCREMENT BY -2 MINVALUE -100 MAXVALUE -2 CACHE 5 CYCLE;
CREATE SEQUENCE public.plain;
ALTER SEQUENCE public.plain OWNER TO pg_monitor;
COMMENT ON SEQUENCE public.plain IS 'counts';

CREATE SEQUENCE public.before_all_id_seq AS integer;

CREATE TABLE public.before_all (
    id integer NOT NULL DEFAULT nextval('public.before_all_id_seq'::regclass)
);
ALTER SEQUENCE public.before_all_id_seq OWNED BY public.before_all.id;

CREATE TABLE public.counted (
    i integer GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE public.counted_too (
    i integer GENERATED ALWAYS AS IDENTITY
);
ALTER SEQUENCE public.counted_too_i_seq AS bigint MAXVALUE 2147483647;

CREATE SEQUENCE public."owner_of_Other_seq";
CREATE SEQUENCE public.owned;
CREATE SEQUENCE public.owner_of_id_seq AS integer;

CREATE TABLE public.owner_of (
    id integer NOT NULL DEFAULT nextval('public.owner_of_id_seq'::regclass),
    "Other" bigint NOT NULL DEFAULT nextval('public."owner_of_Other_seq"'::regclass),
    CONSTRAINT owner_of_pkey PRIMARY KEY (id)
);
ALTER SEQUENCE public."owner_of_Other_seq" OWNED BY public.owner_of."Other";
ALTER SEQUENCE public.owned OWNED BY public.owner_of.id;
ALTER SEQUENCE public.owner_of_id_seq OWNED BY public.owner_of.id;

CREATE TABLE public.user_of (
    n integer DEFAULT nextval('public.owner_of_id_seq'::regclass)
);

CREATE TABLE public.zz_first (
    n integer DEFAULT nextval('public.before_all_id_seq'::regclass)
);

GRANT USAGE ON SEQUENCE public.odd TO pg_monitor WITH GRANT OPTION;
