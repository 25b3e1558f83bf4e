SET search_path = '';

CREATE TYPE public.point3 AS (
    x double precision,
    y double precision,
    z double precision
);

CREATE TABLE public.base (
    id integer NOT NULL,
    name text DEFAULT 'x'::text,
    born date,
    CONSTRAINT positive CHECK (id > 0)
);

CREATE TABLE public.dated (
    at date DEFAULT CURRENT_DATE,
    note text DEFAULT 'none'::text
);

CREATE TABLE public.extra (
    weight numeric
);

CREATE TABLE public.derived (
    size integer,
    CONSTRAINT derived_size_check CHECK (size > 1)
) INHERITS (public.base, public.extra);
ALTER TABLE ONLY public.derived ALTER COLUMN name SET DEFAULT 'y'::text;
ALTER TABLE ONLY public.derived ALTER COLUMN born SET NOT NULL;

CREATE TABLE public.grandchild (
    more text
) INHERITS (public.derived);

CREATE TABLE public.redeclared (
    id integer NOT NULL,
    name text DEFAULT 'z'::text
) INHERITS (public.base);

CREATE TABLE public.squeezed (
    a integer,
    b text
);

CREATE TABLE public.squeezed_below () INHERITS (public.squeezed);
ALTER TABLE public.squeezed_below ALTER COLUMN b SET COMPRESSION pglz;

CREATE TABLE public.typed OF public.point3 (
    x WITH OPTIONS NOT NULL,
    y WITH OPTIONS NOT NULL DEFAULT 3,
    CONSTRAINT typed_pkey PRIMARY KEY (x),
    CONSTRAINT typed_z_check CHECK (z > (0)::double precision)
);

CREATE TABLE public.typed_plain OF public.point3;

CREATE TABLE public.undated (
    at date DEFAULT NULL,
    note text DEFAULT NULL
) INHERITS (public.dated);

CREATE TABLE public.without_default () INHERITS (public.base);
ALTER TABLE ONLY public.without_default ALTER COLUMN name DROP DEFAULT;
