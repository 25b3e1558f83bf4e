-- name: lots :many
SELECT 1;
-- name: parts :many
  /* two
SELECT 2;
