-- name: history_of_record :many rate=10/h target=100ms role=auditor
-- about: Everything that was recorded about one lot, report or other object, for an auditor.
-- param entity: text = 'Lot'
-- param entity_key: text = '5f0c6c1e-5d0e-4c8e-9a38-6a4b8a0f5a11'
SELECT a.occurred_at, u.full_name AS actor_name, a.action, a.reason, a.details
FROM audit_log a
JOIN users u ON u.id = a.actor_id
WHERE a.entity = :entity AND a.entity_key = :entity_key
ORDER BY a.occurred_at DESC;

-- name: record_action :exec rate=2/s target=10ms
-- about: Writes one line of the audit log.
-- param actor_id: uuid
-- param action: text = 'lot.released'
-- param entity: text = 'Lot'
-- param entity_key: text
-- param reason: text?
-- param workstation: inet?
INSERT INTO audit_log (actor_id, action, entity, entity_key, reason, workstation)
VALUES (:actor_id, :action, :entity, :entity_key, :reason, :workstation);

-- name: sign_lot :one rate=40/h target=20ms role=quality_engineer
-- about: Signs a lot in the sense of 21 CFR 11.50.
-- param lot_id: uuid
-- param signer_id: uuid
-- param record_sha256: binary
INSERT INTO electronic_signatures (lot_id, signer_id, printed_name, meaning, record_sha256)
SELECT :lot_id, u.id, u.full_name, 'released', :record_sha256
FROM users u
WHERE u.id = :signer_id AND u.is_active AND u.deleted_at IS NULL
RETURNING id, signed_at;

-- name: effective_document :maybe rate=5/s target=5ms
-- about: The revision of a work instruction that people must follow today.
-- param document_number: text = 'WI-0231'
SELECT d.id, d.revision, d.title, a.storage_uri, a.content_sha256
FROM documents d
JOIN artifacts a ON a.id = d.artifact_id
WHERE d.document_number = :document_number AND d.state = 'effective' AND d.effective @> current_date;

-- name: reports_of_lot :many rate=10/min target=20ms
-- about: Published reports that cover a lot.
-- param lot_id: uuid
SELECT r.id, r.report_number, r.kind, r.title, r.published_at
FROM report_lots rl
JOIN reports r ON r.id = rl.report_id
WHERE rl.lot_id = :lot_id AND r.status = 'published'
ORDER BY r.published_at DESC;
