SET search_path = '';

DROP PUBLICATION q;

ALTER PUBLICATION p SET TABLE ONLY public.a (id) WHERE (id > 1);

ALTER PUBLICATION p SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);

CREATE PUBLICATION q FOR TABLE ONLY public.b;

ALTER PUBLICATION r SET TABLE ONLY public.b, TABLES IN SCHEMA public;
