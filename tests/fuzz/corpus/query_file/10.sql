-- name: queue_of_discipline :many rate=10/s target=10ms
-- about: What a discipline pulls next.
-- param sprint_id: integer = 1
SELECT q.id AS queue_id, q.has_capacity, qi.position, i.issue_key, i.summary, i.story_points
FROM sprint_queues q
JOIN queue_items qi ON qi.queue_id = q.id
JOIN issues i ON i.id = qi.issue_id
WHERE q.sprint_id = :sprint_id AND q.discipline = :discipline AND q.deleted_at IS NULL
ORDER BY qi.position;

-- name: place_items :batch rate=6/h rows=40 target=50ms
-- about: Writes the computed order of a queue; what a person pinned stays.
-- param queue_id: integer = 1
-- param issue_id: integer = 1
-- param position: integer = 1
-- param score: decimal = 8.5
INSERT INTO queue_items (queue_id, issue_id, position, score)
VALUES (:queue_id, :issue_id, :position, :score)
ON CONFLICT (queue_id, issue_id) DO UPDATE SET position = excluded.position, score = excluded.score
WHERE NOT queue_items.is_pinned;

-- name: capacity_of_team :many rate=5/s target=20ms
-- about: Hours and points of each discipline of a team in a sprint.
-- param sprint_id: integer = 1
-- param team_id: integer = 1
SELECT discipline, available_hours, planned_points, (forecast).likely AS forecast_points
FROM discipline_capacities
WHERE sprint_id = :sprint_id AND team_id = :team_id
ORDER BY discipline;

-- name: absences_of_team :many rate=2/s target=20ms
-- about: Who of a team is away in a span of days.
-- param team_id: integer = 1
-- param days: range(date) = '[2026-11-16,2026-11-30)'
SELECT u.full_name, a.days
FROM team_members m
JOIN absences a ON a.user_id = m.user_id
JOIN users u ON u.id = m.user_id
WHERE m.team_id = :team_id AND m.membership && :days AND a.days && :days
ORDER BY lower(a.days), u.full_name;

-- name: remove_queue :exec rate=2/h target=10ms role=scrum_master
-- about: Takes a queue off the planning page.
-- param queue_id: integer = 1
UPDATE sprint_queues SET deleted_at = now() WHERE id = :queue_id AND deleted_at IS NULL;
