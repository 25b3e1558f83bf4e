SET search_path = '';

CREATE COLLATION public.ruled (provider = icu, locale = 'en', rules = '&a < b');
