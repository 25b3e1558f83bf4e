SET search_path = '';

CREATE UNLOGGED SEQUENCE public.unlogged_numbers;

CREATE TABLE public.parent (
    a integer NOT NULL,
    b integer NOT NULL,
    CONSTRAINT parent_pkey PRIMARY KEY (a, b)
);

CREATE TABLE public.child (
    a integer,
    b integer,
    CONSTRAINT child_a_b_fkey FOREIGN KEY (a, b) REFERENCES public.parent (a, b) ON DELETE SET NULL (b)
);

CREATE TABLE public.invoked (
    a integer
);

CREATE TABLE public.lone (
    a integer,
    b integer,
    CONSTRAINT lone_a_b_key UNIQUE NULLS NOT DISTINCT (a, b)
);
CREATE UNIQUE INDEX lone_index ON public.lone (b) NULLS NOT DISTINCT;

CREATE VIEW public.careful WITH (security_barrier = true, security_invoker = true) AS
SELECT invoked.a
   FROM public.invoked;
