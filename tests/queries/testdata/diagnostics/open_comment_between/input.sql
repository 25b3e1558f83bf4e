-- name: lots :many
SELECT 1;
/* what follows is not read
-- name: parts :many
SELECT 2;
