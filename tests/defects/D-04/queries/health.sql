-- name: slowest_statements :many target=100ms
-- about: The statements that take longest on average.
SELECT query, calls, total_time, mean_time, rows
FROM pg_stat_statements
ORDER BY mean_time DESC
LIMIT 10;
