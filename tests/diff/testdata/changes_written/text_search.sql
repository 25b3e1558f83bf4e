SET search_path = '';

ALTER TEXT SEARCH DICTIONARY public.d (accept = 'false', stopwords);

ALTER TEXT SEARCH CONFIGURATION public.c DROP MAPPING FOR asciiword;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR numword WITH pg_catalog.simple, public.d;
ALTER TEXT SEARCH CONFIGURATION public.c ALTER MAPPING FOR word WITH pg_catalog.simple, public.d;
