CREATE TABLE users (id serial PRIMARY KEY, middle_name varchar(100));
