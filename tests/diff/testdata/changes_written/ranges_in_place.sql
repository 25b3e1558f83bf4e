SET search_path = '';

COMMENT ON TYPE public.spans IS 'several';
COMMENT ON TYPE public.span IS 'one';
