-- name: slowest_statements :many target=100ms
-- about: The statements that take longest on average.
SELECT query, calls, total_exec_time, mean_exec_time, rows
FROM pg_stat_statements
ORDER BY mean_exec_time DESC
LIMIT 10;
