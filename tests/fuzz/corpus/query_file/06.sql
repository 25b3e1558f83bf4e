-- name: record_activity :batch rate=1/s rows=12 target=20ms
-- about: Writes what people did, collected by the web servers for a second.
-- param user_id: bigint = 1
-- param content_id: bigint?
-- param occurred_at: timestamp = '2026-11-20 09:00:00+00'
-- param duration_ms: integer?
INSERT INTO user_activities (user_id, content_id, occurred_at, action, duration_ms)
VALUES (:user_id, :content_id, :occurred_at, :action, :duration_ms);

-- name: load_page_views :copy rate=25/h rows=5000
-- about: Loads page views from the log shipper.
INSERT INTO page_views (viewed_at, path, referrer, country, user_agent, browser_family, load_ms, dwell_ms, user_id)
VALUES (:viewed_at, :path, :referrer, :country, :user_agent, :browser_family, :load_ms, :dwell_ms, :user_id);

-- name: views_per_day :many rate=30/min target=200ms role=analyst
-- about: Views of a piece of material for each day of a span.
-- param content_id: bigint = 1
-- param since: timestamp = '2026-11-01 00:00:00+00'
-- param until: timestamp = '2026-12-01 00:00:00+00'
SELECT (viewed_at AT TIME ZONE 'UTC')::date AS day, count(*) AS views, avg(dwell_ms)::integer AS dwell_ms
FROM page_views
WHERE content_id = :content_id AND viewed_at >= :since AND viewed_at < :until
GROUP BY 1
ORDER BY 1;

-- name: slow_operations :many rate=1/min target=500ms role=analyst
-- about: The slowest operations of the last hour, by their 95th percentile.
-- param service: text = 'content-api'
SELECT operation, count(*) AS calls, percentile_cont(0.95) WITHIN GROUP (ORDER BY value) AS p95_ms
FROM performance_metrics
WHERE service = :service AND unit = 'milliseconds' AND measured_at > now() - interval '1 hour'
GROUP BY operation
ORDER BY p95_ms DESC
LIMIT 20;

-- name: dashboard_tile :many rate=5/s target=20ms role=analyst
-- about: The points of one figure on a dashboard, oldest first.
-- param code: text = 'weekly_completions'
-- param span: range(timestamp) = '[2026-09-01 00:00:00+00,2026-12-01 00:00:00+00)'
SELECT m.span, m.value, m.sample_count, m.dimensions
FROM dashboard_metrics m
JOIN metric_definitions d ON d.id = m.definition_id
WHERE d.code = :code AND d.deleted_at IS NULL AND m.granularity = 'week' AND m.span && :span
ORDER BY lower(m.span);

-- name: recent_failures :many rate=2/min target=50ms
-- about: What went wrong lately, for the page of the operators.
-- param most: integer = 100
SELECT occurred_at, severity, source, code, message, context
FROM event_logs
WHERE severity IN ('error', 'critical')
ORDER BY occurred_at DESC
LIMIT :most;
