-- name: lots :many
SELECT 1, 'x;
