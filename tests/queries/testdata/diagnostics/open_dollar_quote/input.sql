-- name: lots :many
SELECT $q$x;
-- name: parts :many
SELECT 1;
