-- name: start_inspection :one rate=12/min target=20ms role=inspector
-- about: Opens an inspection; refused by the caller when the inspector is not qualified for its kind.
-- param lot_id: uuid
-- param wafer_id: uuid?
-- param inspector_id: uuid
-- param equipment_id: uuid?
-- param sample_size: integer = 13
-- param metadata: json = '{"programme": "SEM-22"}'
INSERT INTO inspections (lot_id, wafer_id, inspector_id, equipment_id, kind, sample_size, metadata)
VALUES (:lot_id, :wafer_id, :inspector_id, :equipment_id, :kind, :sample_size, :metadata)
RETURNING id, inspected_at;

-- name: is_qualified :one rate=12/min target=5ms
-- about: Whether a person may carry out an inspection of some kind today, on a machine that is calibrated.
-- param user_id: uuid
-- param equipment_id: uuid
-- column may_inspect: boolean!
SELECT EXISTS (
         SELECT FROM qualifications q
         WHERE q.user_id = :user_id AND q.inspection_kind = :kind AND q.valid @> current_date)
       AND EXISTS (
         SELECT FROM calibrations c
         WHERE c.equipment_id = :equipment_id AND c.valid @> current_date AND c.result <> 'failed') AS may_inspect;

-- name: inspections_of_lot :many rate=50/s target=10ms
-- about: History of a lot, newest inspection first.
-- param lot_id: uuid
SELECT i.id, i.inspected_at, i.kind, i.status, i.sample_size, i.duration, u.full_name AS inspector_name
FROM inspections i
JOIN users u ON u.id = i.inspector_id
WHERE i.lot_id = :lot_id
ORDER BY i.inspected_at DESC;

-- name: finish_inspection :rows rate=12/min target=20ms role=inspector
-- about: Gives the verdict; 0 when somebody else changed the inspection since it was read.
-- param inspection_id: uuid
-- param inspected_at: timestamp = '2026-11-20 08:15:00+00'
-- param lock_version: integer = 1
UPDATE inspections
SET status = :status, finished_at = now()
WHERE id = :inspection_id AND inspected_at = :inspected_at AND lock_version = :lock_version;

-- name: record_results :copy rate=12/min rows=8
-- about: Loads the measurements of an inspection.
INSERT INTO inspection_results
  (inspection_id, inspection_inspected_at, tolerance_id, measured_value, uncertainty, verdict, repetitions)
VALUES
  (:inspection_id, :inspected_at, :tolerance_id, :measured_value, :uncertainty, :verdict, :repetitions);

-- name: record_defects :batch rate=10/min rows=4 target=20ms role=inspector
-- about: Writes the defects that an inspector marked.
-- param x_mm: decimal = 12.5
-- param y_mm: decimal = -40.25
-- param layer: smallint?
-- param size_um: decimal = 3.2
INSERT INTO defects (inspection_id, inspection_inspected_at, defect_type_id, location, size_um, severity)
VALUES (:inspection_id, :inspected_at, :defect_type_id, ROW(:x_mm, :y_mm, :layer)::wafer_location, :size_um,
        :severity);

-- name: open_defects :many rate=5/s target=20ms
-- about: Defects of a lot that wait for a decision, worst first.
-- param lot_id: uuid
SELECT d.id, t.code, t.name, d.severity, d.size_um, (d.location).x_mm, (d.location).y_mm, d.confidence
FROM defects d
JOIN inspections i ON i.id = d.inspection_id AND i.inspected_at = d.inspection_inspected_at
JOIN defect_types t ON t.id = d.defect_type_id
WHERE i.lot_id = :lot_id AND d.disposition = 'open'
ORDER BY d.severity DESC, d.size_um DESC;

-- name: dispose_defect :rows rate=20/min target=10ms role=quality_engineer
-- about: Decides about a defect; 0 when it was decided before.
-- param defect_id: uuid
-- param disposed_by: uuid
UPDATE defects
SET disposition = :disposition, disposed_by_id = :disposed_by, disposed_at = now()
WHERE id = :defect_id AND disposition = 'open';

-- name: quality_trend :many rate=20/s target=20ms
-- about: One figure of a part over a span of time, for the chart on the dashboard.
-- param part_id: uuid
-- param since: timestamp = '2026-10-01 00:00:00+00'
-- param until: timestamp = '2026-11-01 00:00:00+00'
SELECT measured_at, value, target, sample_count
FROM quality_metrics
WHERE part_id = :part_id AND metric = :metric AND measured_at >= :since AND measured_at < :until
ORDER BY measured_at;

-- name: process_capability :many rate=1/min target=500ms
-- about: Mean, spread and capability of each characteristic of a part over a span of time.
-- param part_id: uuid
-- param since: timestamp = '2026-10-01 00:00:00+00'
-- column mean: decimal!
-- column spread: decimal?
-- column cpk: decimal?
SELECT t.characteristic, t.unit, count(*) AS measurements, avg(r.measured_value) AS mean,
       stddev_samp(r.measured_value) AS spread,
       least(upper(t.permitted) - avg(r.measured_value), avg(r.measured_value) - lower(t.permitted))
         / nullif(3 * stddev_samp(r.measured_value), 0) AS cpk,
       t.minimum_cpk
FROM part_tolerances t
JOIN inspection_results r ON r.tolerance_id = t.id
WHERE t.part_id = :part_id AND r.inspection_inspected_at >= :since
GROUP BY t.id
ORDER BY cpk NULLS LAST;

-- name: defect_pareto :many rate=10/min target=20ms
-- about: The most frequent defects of a part since a month.
-- param part_id: uuid
-- param since: timestamp = '2026-08-01 00:00:00+00'
SELECT t.code, t.name, sum(p.defects)::bigint AS defects, sum(p.critical_defects)::bigint AS critical_defects
FROM defect_paretos p
JOIN defect_types t ON t.id = p.defect_type_id
WHERE p.part_id = :part_id AND p.month >= :since
GROUP BY t.id
ORDER BY defects DESC
LIMIT 10;
