-- name: user_by_email :maybe rate=20/s target=5ms
-- about: The account behind an address.
-- param email: email = 'ada@example.org'
SELECT id, username, full_name, hashed_password, is_superuser, settings
FROM users
WHERE email = :email AND is_active AND deleted_at IS NULL;

-- name: session_by_token :maybe rate=500/s target=2ms
-- about: The person behind a request.
-- param token_sha256: binary
SELECT s.id AS session_id, u.id AS user_id, u.username, u.is_superuser
FROM user_sessions s
JOIN users u ON u.id = s.user_id
WHERE s.session_token = :token_sha256 AND s.expires_at > now() AND u.is_active AND u.deleted_at IS NULL;

-- name: load_transitions :copy rate=1/h rows=800 role=importer
-- about: Loads changes of state as Jira delivers them.
INSERT INTO issue_transitions (issue_id, changed_by_id, changed_at, from_status, to_status, points)
VALUES (:issue_id, :changed_by_id, :changed_at, :from_status, :to_status, :points);

-- name: boards_to_synchronize :many rate=4/min target=20ms role=importer
-- about: Boards that were not read for a while, longest first.
-- param age: interval = '10 minutes'
SELECT id, jira_board_id, name
FROM boards
WHERE is_synchronized AND (last_synchronized_at IS NULL OR last_synchronized_at < now() - :age)
ORDER BY last_synchronized_at NULLS FIRST;

-- name: take_over_legacy_users :rows target=60s role=importer
-- about: Carries over the accounts of the old system that have an address; a second run changes only what differs.
INSERT INTO users (email, username, full_name, jira_account_id, created_at)
SELECT l.email, coalesce(l.username, split_part(l.email, '@', 1)), coalesce(l.display_name, l.username, l.email),
       l.jira_id, coalesce(l.created_date, now())
FROM legacy_users l
WHERE l.email IS NOT NULL
ON CONFLICT (email) WHERE deleted_at IS NULL DO UPDATE SET jira_account_id = excluded.jira_account_id;

-- name: take_over_legacy_sprints :rows target=60s role=importer
-- about: Carries over the sprints of the old system; an unknown state stops it.
INSERT INTO sprints (jira_sprint_id, name, state, start_date, end_date, goal)
SELECT l.sprint_id, l.sprint_name, legacy_sprint_state(l.status), l.start_date, l.end_date, l.objective
FROM legacy_sprints l
ON CONFLICT (jira_sprint_id) WHERE deleted_at IS NULL DO UPDATE SET name = excluded.name, state = excluded.state;
