SET search_path = '';

CREATE TABLE public.above (
    x integer CONSTRAINT later NOT NULL
);

CREATE TABLE public.below (
    CONSTRAINT kept NOT NULL x
) INHERITS (public.above);

CREATE TABLE public.unchecked_too (
    a integer,
    b integer
);

CREATE TABLE public.below_unchecked () INHERITS (public.unchecked_too);
CREATE TABLE public.deep_below () INHERITS (public.below_unchecked);

ALTER TABLE public.unchecked_too ADD CONSTRAINT maybe NOT NULL a NOT VALID;

CREATE TABLE public.checked_below () INHERITS (public.below_unchecked);

CREATE TABLE public.par (
    x integer CONSTRAINT xnn NOT NULL,
    y integer NOT NULL,
    z integer CONSTRAINT only_here NOT NULL NO INHERIT
);

CREATE TABLE public.named_again (
    CONSTRAINT foo NOT NULL x,
    CONSTRAINT bar NOT NULL y
) INHERITS (public.par);
COMMENT ON CONSTRAINT foo ON public.named_again IS 'its own';

CREATE TABLE public.grandchild (
    CONSTRAINT deep NOT NULL x
) INHERITS (public.named_again);

CREATE TABLE public.inherited_names () INHERITS (public.par);

CREATE TABLE public.unchecked (
    a integer
);
ALTER TABLE public.unchecked ADD CONSTRAINT maybe NOT NULL a NOT VALID;

CREATE TABLE public.of_unchecked () INHERITS (public.unchecked);

CREATE TABLE public.own_word (
    CONSTRAINT z_own NOT NULL z
) INHERITS (public.par);

CREATE TABLE public.parted (
    k integer CONSTRAINT k_there NOT NULL,
    v text NOT NULL
) PARTITION BY LIST (k);

CREATE TABLE public.part_1 PARTITION OF public.parted
    FOR VALUES IN (1);

CREATE TABLE public.part_2 PARTITION OF public.parted (
    k CONSTRAINT own_k NOT NULL,
    v NOT NULL
) FOR VALUES IN (2);

CREATE TABLE public.part_3 (
    k integer CONSTRAINT attached_k NOT NULL,
    v text NOT NULL
);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.part_3 FOR VALUES IN (3);

CREATE TABLE public.part_4 (
    v text CONSTRAINT attached_v NOT NULL,
    k integer NOT NULL
);
ALTER TABLE ONLY public.parted ATTACH PARTITION public.part_4 FOR VALUES IN (4);
ALTER TABLE ONLY public.part_4 ADD CONSTRAINT attached_v NOT NULL v;

CREATE TABLE public.repeated (
    x integer NOT NULL,
    CONSTRAINT y_there NOT NULL y
) INHERITS (public.par);

CREATE TABLE public.two () INHERITS (public.par, public.above);

CREATE TABLE public.unchecked_parts (
    a integer,
    b integer
) PARTITION BY LIST (b);
ALTER TABLE public.unchecked_parts ADD CONSTRAINT maybe_too NOT NULL a NOT VALID;

CREATE TABLE public.unchecked_1 PARTITION OF public.unchecked_parts
    FOR VALUES IN (1);

CREATE TABLE public.unchecked_2 (
    b integer,
    a integer
);
ALTER TABLE public.unchecked_2 ADD CONSTRAINT maybe_two NOT NULL a NOT VALID;
ALTER TABLE ONLY public.unchecked_parts ATTACH PARTITION public.unchecked_2 FOR VALUES IN (2);

CREATE TABLE public.unchecked_above (
    a integer,
    b integer
);

CREATE TABLE public.unchecked_twice (
    a integer
) INHERITS (public.unchecked_above);
ALTER TABLE public.unchecked_twice ADD CONSTRAINT mine NOT NULL a NOT VALID;
ALTER TABLE public.unchecked_above ADD CONSTRAINT theirs NOT NULL a NOT VALID;
