SET search_path = '';
SET check_function_bodies = off;

CREATE SCHEMA tr;

CREATE TABLE tr.allowed (
    tenant text
);

CREATE TABLE tr.p (
    id integer,
    tenant text
);
ALTER TABLE tr.p ENABLE ROW LEVEL SECURITY;

CREATE TABLE tr.t (
    a integer,
    b text
);

CREATE TABLE tr.zz (
    id integer
);

CREATE FUNCTION tr.e() RETURNS event_trigger
    LANGUAGE plpgsql
    AS $$begin end$$;

CREATE FUNCTION tr.f() RETURNS trigger
    LANGUAGE plpgsql
    AS $$begin return new; end$$;

CREATE VIEW tr.v AS
SELECT t.a,
    t.b
   FROM tr.t;

CREATE TRIGGER after_all AFTER UPDATE ON tr.t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION tr.f();
CREATE TRIGGER before_one BEFORE INSERT OR UPDATE OF b ON tr.t FOR EACH ROW WHEN ((new.a > 3)) EXECUTE FUNCTION tr.f('x', 'it''s');
ALTER TABLE tr.t ENABLE REPLICA TRIGGER before_one;

CREATE CONSTRAINT TRIGGER late AFTER INSERT ON tr.t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tr.f();
ALTER TABLE tr.t ENABLE ALWAYS TRIGGER late;
COMMENT ON TRIGGER late ON tr.t IS 'late';

CREATE TRIGGER no_truncate BEFORE TRUNCATE ON tr.t FOR EACH STATEMENT EXECUTE FUNCTION tr.f();
ALTER TABLE tr.t DISABLE TRIGGER no_truncate;

CREATE CONSTRAINT TRIGGER other AFTER DELETE ON tr.t FROM tr.p NOT DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION tr.f();
CREATE TRIGGER instead INSTEAD OF INSERT ON tr.v FOR EACH ROW EXECUTE FUNCTION tr.f();

CREATE POLICY adding ON tr.p FOR INSERT
    WITH CHECK (id > 0);
CREATE POLICY changing ON tr.p FOR UPDATE
    USING (true)
    WITH CHECK (id < 10);

CREATE POLICY later ON tr.p FOR SELECT
    USING (id IN ( SELECT zz.id
   FROM tr.zz));

CREATE POLICY narrow ON tr.p AS RESTRICTIVE FOR SELECT TO pg_monitor, pg_read_all_stats
    USING (EXISTS ( SELECT
   FROM tr.allowed x
  WHERE (x.tenant = p.tenant)));
CREATE POLICY own ON tr.p
    USING (tenant = current_setting('tenon.tenant'::text, true));
COMMENT ON POLICY own ON tr.p IS 'own rows';

CREATE POLICY removing ON tr.p FOR DELETE
    USING (false);

CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION tr.e();
COMMENT ON EVENT TRIGGER watch IS 'watches';

CREATE EVENT TRIGGER watch_drop ON sql_drop EXECUTE FUNCTION tr.e();
ALTER EVENT TRIGGER watch_drop DISABLE;

CREATE EVENT TRIGGER watch_start ON ddl_command_start EXECUTE FUNCTION tr.e();
ALTER EVENT TRIGGER watch_start ENABLE ALWAYS;
