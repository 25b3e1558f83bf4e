-- name: lots :many
SELECT 1
