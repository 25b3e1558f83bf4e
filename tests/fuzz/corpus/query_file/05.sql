-- name: user_for_sign_in :maybe rate=1/s target=5ms
-- about: The account behind an address, with what decides whether its owner may sign in.
-- param email: email = 'ada@example.org'
SELECT id, username, password, is_active, failed_logins, locked_until, email_verified_at, settings
FROM users
WHERE email = :email AND deleted_at IS NULL;

-- name: note_failed_sign_in :one rate=6/min target=10ms
-- about: Counts a failed sign-in and locks the account for a quarter of an hour after the fifth.
-- param user_id: bigint = 1
UPDATE users
SET failed_logins = failed_logins + 1,
    locked_until = CASE WHEN failed_logins + 1 >= 5 THEN now() + interval '15 minutes' ELSE locked_until END
WHERE id = :user_id
RETURNING failed_logins, locked_until;

-- name: open_session :one rate=40/min target=10ms
-- about: Starts a session; the token itself never reaches the database.
-- param user_id: bigint = 1
-- param token_sha256: binary
-- param lifetime: interval = '30 days'
-- param ip_address: inet = '192.0.2.17'
-- param user_agent: text?
INSERT INTO user_sessions (user_id, session_token, expires_at, ip_address, user_agent)
VALUES (:user_id, :token_sha256, now() + :lifetime, :ip_address, :user_agent)
RETURNING id, expires_at;

-- name: session_by_token :maybe rate=2000/s target=2ms
-- about: The person behind a request, asked for with every request.
-- param token_sha256: binary
SELECT s.id AS session_id, s.user_id, u.display_name, u.organization_id, u.locale
FROM user_sessions s
JOIN users u ON u.id = s.user_id
WHERE s.session_token = :token_sha256 AND s.expires_at > now() AND s.revoked_at IS NULL
  AND u.is_active AND u.deleted_at IS NULL;

-- name: permissions_of_user :many rate=100/s target=10ms
-- about: Codes of everything a person may do, through all roles that hold today.
-- param user_id: bigint = 1
SELECT DISTINCT p.code
FROM user_roles ur
JOIN role_permissions rp ON rp.role_id = ur.role_id
JOIN permissions p ON p.id = rp.permission_id
WHERE ur.user_id = :user_id AND (ur.expires_at IS NULL OR ur.expires_at > now())
ORDER BY p.code;

-- name: confirm_email :maybe rate=30/h target=20ms
-- about: Uses up the link in a message of confirmation; none when it is unknown, used or too old.
-- param token_sha256: binary
WITH used AS (
  UPDATE email_verifications
  SET used_at = now()
  WHERE verification_token = :token_sha256 AND used_at IS NULL AND expires_at > now()
  RETURNING user_id, email)
UPDATE users u
SET email = used.email, email_verified_at = now()
FROM used
WHERE u.id = used.user_id AND u.deleted_at IS NULL
RETURNING u.id, u.email;

-- name: revoke_sessions_of_user :rows rate=15/h target=50ms
-- about: Ends every session of a person, for example after a new password.
-- param user_id: bigint = 1
UPDATE user_sessions SET revoked_at = now()
WHERE user_id = :user_id AND revoked_at IS NULL;

-- name: record_action :exec rate=30/min target=10ms
-- about: Writes one line of the audit log.
-- param actor_id: bigint? = 1
-- param action: text = 'user.role_granted'
-- param ip_address: inet?
-- param details: json?
INSERT INTO audit_log (actor_id, action, outcome, ip_address, details)
VALUES (:actor_id, :action, :outcome, :ip_address, :details);
