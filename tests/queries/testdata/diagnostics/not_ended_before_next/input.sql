-- name: first :many
SELECT id FROM readings
-- name: second :many
SELECT 1 -- name: of the one
WHERE value > :v;
-- name: third :many
SELECT count(
  -- name: fourth :many
