-- name: clean_up :exec
-- about: Reclaims space.
  /* at night */ vacuum analyze;

-- name: wait_for :exec
-- param seconds: integer
SET LOCAL statement_timeout = :seconds;

-- name: all_lots :many
(SELECT 1) UNION (SELECT 2);
