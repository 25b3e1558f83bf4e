-- The way back of 2026_03_01_101500_initial_schema.sql: it drops 2 tables with all their rows.

BEGIN;
SET LOCAL search_path = '';

-- tenon:step drop table public.b
DROP TABLE public.b;

-- tenon:step drop table public.a
DROP TABLE public.a;

COMMIT;
