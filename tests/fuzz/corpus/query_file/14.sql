-- name: 2nd_lot :one
SELECT 1;
