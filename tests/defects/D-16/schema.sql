CREATE TABLE users (id serial PRIMARY KEY, email varchar(255) NOT NULL UNIQUE);
CREATE TABLE user_sessions (
    id serial PRIMARY KEY,
    user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    session_token varchar(255) NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX idx_user_sessions_token ON user_sessions (session_token);
CREATE INDEX idx_user_sessions_user_id ON user_sessions (user_id);
