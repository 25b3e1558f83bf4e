-- name: dogs :many
-- param b: integer = 7
SELECT '$1', $$ $2 $$ FROM dogs -- $3
WHERE age = $1 AND kg = :b;
-- name: cats :many
SELECT 1;
