SET search_path = '';

ALTER TABLE public.t DROP COLUMN s;

DROP TYPE public.span;

CREATE TYPE public.span AS RANGE (
    subtype = bigint,
    multirange_type_name = public.span_multirange
);

ALTER TABLE public.t ALTER COLUMN a SET DATA TYPE bigint[];
ALTER TABLE public.t ALTER COLUMN e SET DATA TYPE character varying(10)[];
