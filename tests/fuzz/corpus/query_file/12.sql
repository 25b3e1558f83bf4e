-- name: sprint_with_creator :maybe rate=100/s target=5ms
-- about: A sprint and the person who made it.
-- param sprint_id: integer = 1
SELECT s.id, s.jira_sprint_id, s.name, s.state, s.start_date, s.end_date, s.goal, s.committed_points,
       s.completed_points, s.completion_ratio, s.lock_version, u.full_name AS created_by_name
FROM sprints s
LEFT JOIN users u ON u.id = s.created_by_id
WHERE s.id = :sprint_id AND s.deleted_at IS NULL;

-- name: sprints_in_state :many rate=30/s target=10ms
-- about: Sprints of a board in one state, newest first.
-- param board_id: integer = 1
-- param most: integer = 20
SELECT id, jira_sprint_id, name, start_date, end_date, goal
FROM sprints
WHERE board_id = :board_id AND state = :state AND deleted_at IS NULL
ORDER BY start_date DESC NULLS LAST, id DESC
LIMIT :most;

-- name: active_sprints_between :many rate=5/s target=20ms
-- about: Running sprints that touch a span of time, over all boards.
-- param since: timestamp = '2026-11-01 00:00:00+00'
-- param until: timestamp = '2026-12-01 00:00:00+00'
SELECT id, name, board_id, start_date, end_date
FROM sprints
WHERE state = 'active' AND start_date < :until AND end_date >= :since AND deleted_at IS NULL
ORDER BY start_date;

-- name: active_sprint_by_name :many rate=5/s target=10ms
-- about: Running sprints whose name begins with what somebody typed.
-- param prefix: text = 'Sprint 2025'
SELECT id, name, goal
FROM sprints
WHERE state = 'active' AND starts_with(name, :prefix) AND deleted_at IS NULL
ORDER BY name
LIMIT 10;

-- name: mirror_sprint :one rate=15/min target=20ms role=importer
-- about: Takes over a sprint from Jira, new or changed.
-- param jira_sprint_id: integer = 1001
-- param board_id: integer = 1
-- param name: text = 'Sprint 2025.01 - Foundation'
-- param start_date: timestamp?
-- param end_date: timestamp?
-- param goal: text? = 'Establish technical foundation'
INSERT INTO sprints (jira_sprint_id, board_id, name, state, start_date, end_date, goal)
VALUES (:jira_sprint_id, :board_id, :name, :state, :start_date, :end_date, :goal)
ON CONFLICT (jira_sprint_id) WHERE deleted_at IS NULL DO UPDATE
SET name = excluded.name, state = excluded.state, start_date = excluded.start_date, end_date = excluded.end_date,
    goal = excluded.goal
RETURNING id;

-- name: issues_of_sprint :many rate=50/s target=20ms
-- about: The work of a sprint with its state and assignee.
-- param sprint_id: integer = 1
SELECT i.id, i.issue_key, i.summary, i.issue_type, i.status, i.story_points, si.is_committed, si.outcome,
       u.full_name AS assignee_name
FROM sprint_issues si
JOIN issues i ON i.id = si.issue_id
LEFT JOIN users u ON u.id = i.assignee_id
WHERE si.sprint_id = :sprint_id AND i.deleted_at IS NULL
ORDER BY i.priority, i.issue_key;

-- name: search_issues :many rate=10/s target=50ms
-- about: Issues by words from key, summary or description, best first.
-- param words: text = 'checkout timeout'
-- param most: integer = 20
SELECT id, issue_key, summary, status
FROM issues
WHERE search_vector @@ websearch_to_tsquery('english', :words) AND deleted_at IS NULL
ORDER BY ts_rank_cd(search_vector, websearch_to_tsquery('english', :words)) DESC, id
LIMIT :most;

-- name: issues_with_summary :many rate=2/s target=20ms
-- about: Issues with exactly this summary in whatever case, to warn of doubles.
-- param summary: text = 'Payment page times out'
SELECT id, issue_key, summary
FROM issues
WHERE lower(summary) = lower(:summary) AND deleted_at IS NULL;
