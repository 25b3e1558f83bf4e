SET search_path = '';

CREATE TABLE public.a (
    id integer NOT NULL,
    b integer,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

CREATE TABLE public.b (
    id integer NOT NULL,
    c integer,
    CONSTRAINT b_pkey PRIMARY KEY (id)
);

ALTER TABLE public.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES public.b (id);
COMMENT ON CONSTRAINT a_b_fkey ON public.a IS 'part of a circle';

CREATE TABLE public.zz (
    id integer,
    CONSTRAINT zz_id_key UNIQUE (id)
);

CREATE TABLE public.aa (
    z integer,
    CONSTRAINT aa_z_fkey FOREIGN KEY (z) REFERENCES public.zz (id)
);

CREATE TABLE public.c (
    id integer NOT NULL,
    a integer,
    CONSTRAINT c_pkey PRIMARY KEY (id),
    CONSTRAINT c_a_fkey FOREIGN KEY (a) REFERENCES public.a (id)
);

ALTER TABLE public.b ADD CONSTRAINT b_c_fkey FOREIGN KEY (c) REFERENCES public.c (id) ON DELETE SET DEFAULT;

CREATE TABLE public.house (
    id integer NOT NULL,
    owner integer,
    CONSTRAINT house_pkey PRIMARY KEY (id)
);

CREATE TABLE public.person (
    id integer NOT NULL,
    home integer,
    CONSTRAINT person_pkey PRIMARY KEY (id),
    CONSTRAINT lives_in FOREIGN KEY (home) REFERENCES public.house (id)
);

ALTER TABLE public.house ADD CONSTRAINT house_owner_fkey FOREIGN KEY (owner) REFERENCES public.person (id);

CREATE TABLE public.target (
    x integer,
    y integer
);
CREATE UNIQUE INDEX target_key ON public.target (y, x);

CREATE TABLE public.referrer (
    x integer,
    y integer,
    CONSTRAINT referrer_x_y_fkey FOREIGN KEY (x, y) REFERENCES public.target (x, y)
);

CREATE TABLE public.tree (
    id integer NOT NULL,
    parent integer,
    CONSTRAINT tree_pkey PRIMARY KEY (id),
    CONSTRAINT tree_parent_fkey FOREIGN KEY (parent) REFERENCES public.tree (id)
);
