-- tenon migration 2026_03_01_101500 initial_schema
-- parent: none
-- schema version: 1.0.0 (the first migration)
-- from: pg15:fee540d9a543705aaa8fab3619b8b32d043c12a436ccca2fbe5b5e4ce1b0bd41
-- to: pg15:199a71227c6a69ebe8d794b1fc3774a7102462ca63d47fe064ea7098e6b8b14b
-- proof: 3 objects · forward ✓ back ✓ forward ✓
-- The way back is 2026_03_01_101500_initial_schema.down.sql.

BEGIN;
SET LOCAL search_path = '';

-- tenon:step create table public.a
CREATE TABLE public.a (
    id bigint
);
COMMENT ON TABLE public.a IS 'all of a';

-- tenon:step create table public.b
CREATE TABLE public.b (
    id bigint
);
COMMENT ON TABLE public.b IS 'all of b';

COMMIT;
