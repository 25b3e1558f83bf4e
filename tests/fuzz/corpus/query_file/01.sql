-- name: deployed_version :maybe rate=30/s target=2ms
-- about: The version of a model that answers now.
-- param model: text = 'scratch-detector'
SELECT v.id, v.version, a.storage_uri, a.content_sha256
FROM models m
JOIN model_versions v ON v.model_id = m.id
JOIN artifacts a ON a.id = v.weights_id
WHERE m.name = :model AND m.deleted_at IS NULL AND v.status = 'deployed' AND v.deployed @> now();

-- name: next_run :maybe rate=20/s target=5ms role=machine
-- about: Takes the oldest waiting run; several services may ask at once and never get the same one.
UPDATE inference_runs
SET status = 'running', started_at = now()
WHERE id = (
  SELECT id FROM inference_runs WHERE status = 'queued' ORDER BY started_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, model_version_id, inspection_id, inspection_inspected_at;

-- name: record_predictions :batch rate=10/min rows=8 target=20ms role=machine
-- about: Writes what a model found in one picture.
-- param left_px: integer = 120
-- param top_px: integer = 64
-- param width_px: integer = 32
-- param height_px: integer = 18
-- param probability: decimal = 0.93
INSERT INTO predictions (run_id, image_id, defect_type_id, box, probability)
VALUES (:run_id, :image_id, :defect_type_id, ROW(:left_px, :top_px, :width_px, :height_px)::pixel_box, :probability);

-- name: precision_in_use :many rate=1/h target=1s
-- about: How often inspectors agreed with each version of a model.
-- param model_id: uuid
SELECT v.version, count(*) AS judged,
       round(100.0 * count(*) FILTER (WHERE p.feedback = 'correct') / count(*), 2) AS precision_ratio
FROM model_versions v
JOIN inference_runs r ON r.model_version_id = v.id
JOIN predictions p ON p.run_id = r.id
WHERE v.model_id = :model_id AND p.feedback <> 'none'
GROUP BY v.id
ORDER BY v.version;
