-- name: newest_analysis :maybe rate=80/s target=5ms
-- about: The last analysis of one type; callers keep the answer for five minutes.
-- param sprint_id: integer = 1
SELECT id, total_story_points, issue_count, discipline_breakdown, analyzed_at, algorithm_version
FROM sprint_analyses
WHERE sprint_id = :sprint_id AND analysis_type = :analysis_type
ORDER BY analyzed_at DESC
LIMIT 1;

-- name: analyses_over_several_teams :many rate=1/min target=50ms
-- about: Analyses in which at least so many teams took part.
-- param teams: integer = 2
SELECT id, sprint_id, total_story_points, (discipline_breakdown ->> 'team_count')::integer AS team_count
FROM sprint_analyses
WHERE (discipline_breakdown ->> 'team_count')::integer >= :teams
ORDER BY analyzed_at DESC;

-- name: save_analysis :one rate=1/min target=20ms
-- about: Keeps the figures of an analysis.
-- param sprint_id: integer = 1
-- param total_story_points: decimal = 54
-- param issue_count: integer = 23
-- param discipline_breakdown: json = '{"team_count": 1, "disciplines": {"backend": {"points": 34, "people": 3}}}'
-- param requested_by: integer?
INSERT INTO sprint_analyses
  (sprint_id, analysis_type, total_story_points, issue_count, discipline_breakdown, requested_by_id)
VALUES
  (:sprint_id, :analysis_type, :total_story_points, :issue_count, :discipline_breakdown, :requested_by)
RETURNING id, analyzed_at;

-- name: velocity_of_team :many rate=5/s target=20ms
-- about: Promised and delivered points of the last sprints of a team.
-- param team_id: integer = 1
-- param most: integer = 8
SELECT sprint_id, name, end_date, committed_points, completed_points, rolling_velocity
FROM team_velocities
WHERE team_id = :team_id
ORDER BY end_date DESC
LIMIT :most;

-- name: burndown :many rate=5/s target=100ms
-- about: Points that became done on each day of a sprint.
-- param sprint_id: integer = 1
SELECT (t.changed_at AT TIME ZONE 'UTC')::date AS day, sum(t.points) AS points_done
FROM sprints s
JOIN sprint_issues si ON si.sprint_id = s.id
JOIN issue_transitions t ON t.issue_id = si.issue_id
WHERE s.id = :sprint_id AND t.to_status = 'done'
  AND t.changed_at >= s.start_date AND t.changed_at < coalesce(s.end_date, now())
GROUP BY 1
ORDER BY 1;

-- name: publish_report :rows rate=6/h target=20ms role=scrum_master
-- about: Publishes a reviewed report; 0 when it was changed since it was read.
-- param report_id: uuid
-- param lock_version: integer = 2
UPDATE sprint_reports
SET status = 'published', published_at = now()
WHERE id = :report_id AND status = 'in_review' AND lock_version = :lock_version AND deleted_at IS NULL;

-- name: shared_report :maybe rate=5/s target=5ms
-- about: A published report for a reader who has its link but no account.
-- param token_sha256: binary
SELECT r.id, r.title, r.kind, r.summary, r.published_at, s.name AS sprint_name
FROM sprint_reports r
JOIN sprints s ON s.id = r.sprint_id
WHERE r.share_token = :token_sha256 AND r.share_token_expires_at > now() AND r.status = 'published' AND r.deleted_at IS NULL;
