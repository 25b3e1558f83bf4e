-- name: lots :many
SELECT 1; -- one
-- name: parts :many
SELECT 2 /* two;
