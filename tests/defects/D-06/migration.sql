ALTER TABLE users ADD COLUMN full_name varchar(255);
UPDATE users
SET full_name = concat(first_name, ' ', last_name)
WHERE first_name IS NOT NULL AND last_name IS NOT NULL;
ALTER TABLE users ALTER COLUMN full_name SET NOT NULL;
