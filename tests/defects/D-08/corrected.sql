CREATE INDEX CONCURRENTLY idx_users_middle_name ON users (middle_name);
