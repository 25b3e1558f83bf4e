-- name: part_by_number :maybe rate=100/s target=5ms
-- about: A part in one revision with its supplier.
-- param part_number: text = 'TQ-4471'
-- param revision: text = 'B'
SELECT p.id, p.name, p.family, p.lifecycle, p.technology_node_nm, p.die_area_mm2, p.operating_temperature,
       p.specification, s.name AS supplier_name
FROM parts p
LEFT JOIN suppliers s ON s.id = p.supplier_id
WHERE p.part_number = :part_number AND p.revision = :revision AND p.deleted_at IS NULL;

-- name: search_parts :many rate=5/s target=50ms
-- about: Parts by words from number, name or summary.
-- param words: text = 'gate driver'
-- param most: integer = 20
SELECT id, designation, name, family, lifecycle
FROM parts
WHERE search_vector @@ websearch_to_tsquery('english', :words) AND deleted_at IS NULL
ORDER BY ts_rank_cd(search_vector, websearch_to_tsquery('english', :words)) DESC, id
LIMIT :most;

-- name: parts_with_specification :many rate=1/s target=50ms
-- about: Parts whose specification has the stated members, such as {"moisture_sensitivity_level": 3}.
-- param wanted: json = '{"moisture_sensitivity_level": 3}'
SELECT id, designation, specification
FROM parts
WHERE specification @> :wanted AND deleted_at IS NULL
ORDER BY designation;

-- name: lots_of_part :many rate=200/s target=5ms
-- about: Newest lots of a part.
-- param part_id: uuid
-- param most: integer = 20
SELECT id, lot_number, status, quantity, yield_ratio, started_at
FROM lots
WHERE part_id = :part_id AND deleted_at IS NULL
ORDER BY started_at DESC
LIMIT :most;

-- name: lots_on_line :many rate=10/s target=10ms
-- about: The board above a production line: what runs and what waits there.
-- param site: text = 'VIE1'
-- param line: text = 'CMP-3'
SELECT lot_number, status, started_at
FROM lots
WHERE site = :site AND line = :line AND status IN ('in_production', 'on_hold') AND deleted_at IS NULL
ORDER BY started_at DESC;

-- name: start_lot :one rate=40/h target=20ms
-- about: Opens a lot when its first process step begins.
-- param lot_number: text = 'L26-04418'
-- param part_id: uuid
-- param site: text = 'VIE1'
-- param line: text = 'CMP-3'
-- param quantity: integer = 4200
-- param metadata: json = '{"recipe": "R-118"}'
INSERT INTO lots (lot_number, part_id, site, line, quantity, metadata)
VALUES (:lot_number, :part_id, :site, :line, :quantity, :metadata)
RETURNING id, started_at;

-- name: release_lot :rows rate=40/h target=20ms role=quality_engineer
-- about: Releases a completed lot; 0 when it is not completed or was changed since it was read.
-- param lot_id: uuid
-- param released_by: uuid
-- param lock_version: integer = 7
UPDATE lots
SET status = 'released', released_at = now(), released_by_id = :released_by
WHERE id = :lot_id AND status = 'completed' AND lock_version = :lock_version AND deleted_at IS NULL;

-- name: expiring_certificates :many rate=1/h target=100ms
-- about: Certificates of qualified suppliers that end within a span of days and have no successor.
-- param days: integer = 90
SELECT s.code, s.name, c.standard, c.certificate_number, upper(c.valid) AS ends_on
FROM supplier_certificates c
JOIN suppliers s ON s.id = c.supplier_id
WHERE upper(c.valid) BETWEEN current_date AND current_date + :days AND s.status = 'qualified' AND s.deleted_at IS NULL
  AND NOT EXISTS (
    SELECT FROM supplier_certificates n
    WHERE n.supplier_id = c.supplier_id AND n.standard = c.standard AND lower(n.valid) >= upper(c.valid))
ORDER BY upper(c.valid);
