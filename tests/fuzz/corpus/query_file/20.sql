-- name: lots :many
-- about: nothing yet

-- name: parts :many
SELECT 1;
