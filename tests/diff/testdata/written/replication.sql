SET search_path = '';

CREATE SCHEMA r;

CREATE TABLE r.a (
    id integer NOT NULL,
    v text,
    CONSTRAINT a_pkey PRIMARY KEY (id)
);

CREATE TABLE r.b (
    id integer
);

CREATE TABLE r.child () INHERITS (r.b);

CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, delete');
CREATE PUBLICATION nothing;
CREATE PUBLICATION partly FOR TABLE ONLY r.a, ONLY r.b WITH (publish_via_partition_root = true);
ALTER PUBLICATION partly OWNER TO pg_monitor;
COMMENT ON PUBLICATION partly IS 'some of it';

CREATE SUBSCRIPTION slotted CONNECTION 'dbname=x host=nowhere' PUBLICATION p WITH (connect = false, slot_name = 'my_slot', synchronous_commit = 'local', "binary" = true, streaming = on);
CREATE SUBSCRIPTION sub CONNECTION 'dbname=x host=nowhere password=''<secret>''' PUBLICATION "P q", p WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION sub IS 'from elsewhere';
