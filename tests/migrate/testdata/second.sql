-- tenon migration 2026_03_01_101600 index
-- parent: 2026_03_01_101500
-- schema version: 1.1.0 (minor: creates index public.a_id)
-- from: pg15:199a71227c6a69ebe8d794b1fc3774a7102462ca63d47fe064ea7098e6b8b14b
-- to: pg15:0000
-- proof: not run
-- The way back is 2026_03_01_101600_index.down.sql.

-- tenon:step create index public.a_id
SET search_path = '';
SET lock_timeout = 3000;
CREATE INDEX CONCURRENTLY a_id ON public.a (id);
RESET search_path;
RESET lock_timeout;

BEGIN;
SET LOCAL search_path = '';

-- tenon:step alter table public.b: comment
SET LOCAL lock_timeout = 3000;
COMMENT ON TABLE public.b IS 'new';

COMMIT;
