SET search_path = '';

DROP VIEW public.v;

CREATE SCHEMA two;

CREATE TYPE two.mood AS ENUM (
    'a'
);

CREATE TABLE two.t (
    id integer,
    m two.mood
);

CREATE VIEW public.v AS
SELECT t.id,
    t.m
   FROM two.t;

DROP TABLE one.t;

DROP TYPE one.mood;
