-- name: continue_learning :many rate=200/s target=10ms
-- about: What a person has begun and not finished, last used first.
-- param user_id: bigint = 1
-- param most: integer = 5
SELECT p.content_id, c.title, c.slug, p.progress_ratio, p.updated_at
FROM learning_progress p
JOIN educational_contents c ON c.id = p.content_id
WHERE p.user_id = :user_id AND p.state = 'in_progress' AND c.deleted_at IS NULL
ORDER BY p.updated_at DESC
LIMIT :most;

-- name: save_progress :exec rate=25/s target=10ms
-- about: Notes how far a person has come; never goes back.
-- param user_id: bigint = 1
-- param content_id: bigint = 1
-- param progress_ratio: decimal = 40
-- param spent: interval = '2 minutes'
INSERT INTO learning_progress (user_id, content_id, state, progress_ratio, time_spent, started_at)
VALUES (:user_id, :content_id, 'in_progress', :progress_ratio, :spent, now())
ON CONFLICT (user_id, content_id) DO UPDATE
SET progress_ratio = greatest(learning_progress.progress_ratio, excluded.progress_ratio),
    time_spent = learning_progress.time_spent + excluded.time_spent;

-- name: sessions_this_week :many rate=20/s target=10ms
-- about: Live sessions that touch a span of time, in the order in which they begin.
-- param since: timestamp = '2026-11-16 00:00:00+00'
-- param until: timestamp = '2026-11-23 00:00:00+00'
SELECT l.id, l.topic, l.room, lower(l.period) AS starts_at, upper(l.period) AS ends_at, u.display_name AS host_name
FROM live_sessions l
JOIN users u ON u.id = l.host_id
WHERE l.period && tstzrange(:since, :until)
ORDER BY lower(l.period);

-- name: user_stats :one rate=80/s target=50ms
-- about: Figures on a person's own page; callers keep the answer for ten minutes.
-- param user_id: bigint = 1
-- column completed: bigint!
-- column in_progress: bigint!
-- column time_spent: interval!
-- column average_score: decimal?
SELECT count(*) FILTER (WHERE p.state = 'completed') AS completed,
       count(*) FILTER (WHERE p.state = 'in_progress') AS in_progress,
       coalesce(sum(p.time_spent), '0'::interval) AS time_spent,
       round(avg(p.score), 1) AS average_score
FROM learning_progress p
WHERE p.user_id = :user_id;
