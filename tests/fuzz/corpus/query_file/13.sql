-- name: lots :all
SELECT 1;
-- name: parts
SELECT 2;
