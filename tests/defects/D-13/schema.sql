CREATE TABLE users (
    id serial PRIMARY KEY,
    email varchar(255) UNIQUE NOT NULL,
    hashed_password varchar(255) NOT NULL DEFAULT 'admin123',
    is_superuser boolean DEFAULT false
);
