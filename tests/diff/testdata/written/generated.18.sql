SET search_path = '';

CREATE EXTENSION btree_gist WITH SCHEMA public;
COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';

CREATE TABLE public.room (
    id integer NOT NULL,
    during daterange NOT NULL,
    CONSTRAINT room_pkey PRIMARY KEY (id, during WITHOUT OVERLAPS)
);

CREATE TABLE public.booking (
    room integer,
    during daterange,
    CONSTRAINT booking_room_during_fkey FOREIGN KEY (room, PERIOD during) REFERENCES public.room (id, PERIOD during)
);

CREATE TABLE public.named (
    id integer CONSTRAINT id_there NOT NULL,
    x integer NOT NULL NO INHERIT,
    y integer
);
COMMENT ON CONSTRAINT id_there ON public.named IS 'there';
ALTER TABLE public.named ADD CONSTRAINT later NOT NULL y NOT VALID;

CREATE TABLE public.child () INHERITS (public.named);

CREATE TABLE public.named_key (
    id integer NOT NULL,
    CONSTRAINT named_key_pkey PRIMARY KEY (id)
);

CREATE TABLE public.parted (
    id integer NOT NULL,
    k integer CONSTRAINT k_there NOT NULL
) PARTITION BY LIST (k);

CREATE TABLE public.part_1 PARTITION OF public.parted
    FOR VALUES IN (1);

CREATE TABLE public.unenforced (
    a integer,
    r integer,
    CONSTRAINT c CHECK (a > 0) NOT ENFORCED,
    CONSTRAINT f FOREIGN KEY (r) REFERENCES public.named_key (id) NOT ENFORCED
);

CREATE TABLE public.unique_in_time (
    id integer,
    during daterange,
    CONSTRAINT unique_in_time_id_during_key UNIQUE (id, during WITHOUT OVERLAPS)
);

CREATE TABLE public.v (
    a integer,
    b integer GENERATED ALWAYS AS (a * 2) VIRTUAL,
    c integer GENERATED ALWAYS AS (a + 1) STORED
);

CREATE PUBLICATION with_generated FOR TABLE ONLY public.v WITH (publish_generated_columns = stored);
