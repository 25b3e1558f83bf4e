-- name: lots :many
-- param part_ids: uuid
SELECT :part_id;
