CREATE INDEX idx_users_middle_name ON users (middle_name);
