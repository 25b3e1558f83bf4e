SET search_path = '';

ALTER TABLE public.a DROP CONSTRAINT a_b_id_fkey;

ALTER TABLE public.a ALTER COLUMN b_id SET DATA TYPE bigint;

ALTER TABLE public.a ADD COLUMN c_id integer;

CREATE TABLE public.c (
    id integer NOT NULL,
    a_id integer,
    CONSTRAINT c_pkey PRIMARY KEY (id),
    CONSTRAINT c_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a (id)
);

ALTER TABLE public.a ADD CONSTRAINT a_c_id_fkey FOREIGN KEY (c_id) REFERENCES public.c (id);
ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

ALTER TABLE public.b DROP COLUMN a_id;
