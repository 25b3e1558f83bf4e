SET search_path = '';

CREATE SCHEMA app;
DROP SCHEMA public;

DROP EXTENSION plpgsql;

CREATE TABLE app.t (
    a integer
);
