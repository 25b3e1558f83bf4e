CREATE TABLE users (id serial PRIMARY KEY, email varchar(255) UNIQUE NOT NULL, is_active boolean NOT NULL);
CREATE INDEX idx_users_email ON users (email);
CREATE INDEX idx_active_users ON users (email) WHERE is_active = TRUE;
CREATE TABLE user_profiles (id serial PRIMARY KEY, user_id integer NOT NULL UNIQUE REFERENCES users (id));
CREATE INDEX idx_user_profiles_user_id ON user_profiles (user_id);
CREATE TABLE sprints (id serial PRIMARY KEY, state text NOT NULL, start_date date, end_date date);
CREATE INDEX idx_sprints_state ON sprints (state);
CREATE INDEX idx_sprints_state_dates ON sprints (state, start_date, end_date);
