SET search_path = '';

DROP STATISTICS public.s;
CREATE STATISTICS public.s (mcv, ndistinct) ON a, b FROM public.t;
ALTER STATISTICS public.s SET STATISTICS 500;

CREATE OR REPLACE RULE r AS
    ON UPDATE TO public.t DO  INSERT INTO public.log (a)
  VALUES (old.a);

ALTER TABLE public.t ENABLE RULE r;
