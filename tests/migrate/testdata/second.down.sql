-- The way back of 2026_03_01_101600_index.sql.

BEGIN;
SET LOCAL search_path = '';

-- tenon:step alter table public.b: comment
COMMENT ON TABLE public.b IS 'old';

COMMIT;

-- tenon:step drop index public.a_id
SET search_path = '';
DROP INDEX CONCURRENTLY public.a_id;
RESET search_path;
