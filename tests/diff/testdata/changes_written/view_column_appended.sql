SET search_path = '';

CREATE OR REPLACE VIEW public.one WITH (check_option = local) AS
SELECT t.a,
    t.b
   FROM public.t
  WHERE (t.a > 1);
