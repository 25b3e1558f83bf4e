-- name: vacuum_tables :exec
-- about: Reclaims space.
VACUUM ANALYZE;
