SET search_path = '';

ALTER TABLE public.p DROP CONSTRAINT p_o;
ALTER TABLE public.p ADD CONSTRAINT p_o FOREIGN KEY (o_id) REFERENCES public.o (id);
ALTER TABLE public.p1 ADD CONSTRAINT own FOREIGN KEY (id) REFERENCES public.o (id);
