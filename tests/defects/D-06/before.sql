CREATE TABLE users (id serial PRIMARY KEY, first_name varchar(100), last_name varchar(100));
INSERT INTO users (first_name, last_name) VALUES ('Ada', 'Lovelace'), ('Plato', NULL);
