SET search_path = '';

CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;

CREATE TABLE public.parted (
    a integer,
    b integer
) PARTITION BY LIST (a) USING heap2;

CREATE TABLE public.part_1 PARTITION OF public.parted
    FOR VALUES IN (1) USING heap2;

CREATE TABLE public.part_2 PARTITION OF public.parted
    FOR VALUES IN (2) USING heap;

CREATE TABLE public.part_3 PARTITION OF public.parted
    FOR VALUES IN (3) PARTITION BY LIST (b) USING heap2;

CREATE TABLE public.part_3_1 PARTITION OF public.part_3
    FOR VALUES IN (1) USING heap2;

CREATE TABLE public.plain (
    a integer
) PARTITION BY LIST (a);

CREATE TABLE public.plain_1 PARTITION OF public.plain
    FOR VALUES IN (1) USING heap2;
