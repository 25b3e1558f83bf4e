SET search_path = '';

ALTER TABLE public.ref DROP CONSTRAINT ref_id_k_fkey;

ALTER TABLE ONLY public.p DETACH PARTITION public.p1;

ALTER TABLE public.p1 DROP CONSTRAINT p1_pkey;

DROP TABLE public.p2;

ALTER TABLE public.p DROP CONSTRAINT p_pkey;
ALTER TABLE public.p ADD CONSTRAINT p_pkey PRIMARY KEY (id, k);
ALTER TABLE public.p1 ADD CONSTRAINT p1_pkey PRIMARY KEY (id, k);
ALTER TABLE public.ref ADD CONSTRAINT ref_id_k_fkey FOREIGN KEY (id, k) REFERENCES public.p1 (id, k);

DROP INDEX public.p1_k_idx;
DROP INDEX public.p_k;
