SET search_path = '';

CREATE SCHEMA other;
CREATE SCHEMA r;

CREATE TABLE r.a (
    id integer NOT NULL,
    v text,
    w integer,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

CREATE PUBLICATION mixed FOR TABLE ONLY r.a, TABLES IN SCHEMA other;
CREATE PUBLICATION rows_and_columns FOR TABLE ONLY r.a (id, v) WHERE ((w > 3) AND (v <> ''::text));
CREATE PUBLICATION schemas FOR TABLES IN SCHEMA other, r;
