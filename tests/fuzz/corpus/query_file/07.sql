-- name: content_by_slug :maybe rate=800/s target=5ms
-- about: One published piece of material, as the reader's page needs it.
-- param language: text = 'en'
-- param slug: text = 'why-ice-floats'
SELECT c.id, c.title, c.summary, c.body, c.format, c.difficulty, c.learning_objectives, c.estimated_minutes,
       c.reading_minutes, c.license, c.published_at, c.metadata,
       u.display_name AS author_name, content_category_path(c.category_id) AS category_path
FROM educational_contents c
JOIN users u ON u.id = c.author_id
WHERE c.language = :language AND c.slug = :slug AND c.status = 'published' AND c.deleted_at IS NULL;

-- name: newest_in_category :many rate=150/s target=10ms
-- about: Newest published material of a shelf, page by page: each page goes on after the last line of the one before.
-- param category_id: bigint = 1
-- param before: timestamp = '2027-01-01 00:00:00+00'
-- param before_id: bigint = 9223372036854775807
-- param most: integer = 20
SELECT id, title, slug, summary, format, difficulty, estimated_minutes, published_at
FROM educational_contents
WHERE category_id = :category_id AND status = 'published' AND deleted_at IS NULL
  AND (published_at, id) < (:before, :before_id)
ORDER BY published_at DESC, id DESC
LIMIT :most;

-- name: search_content :many rate=60/s target=50ms
-- about: Full-text search over published material, best first.
-- param words: text = 'ice density'
-- param most: integer = 20
SELECT c.id, c.title, c.slug, c.summary, ts_rank_cd(c.search_vector, q.query) AS rank
FROM educational_contents c, websearch_to_tsquery('english', :words) AS q(query)
WHERE c.search_vector @@ q.query AND c.status = 'published' AND c.deleted_at IS NULL
ORDER BY rank DESC, c.id
LIMIT :most;

-- name: content_with_tag :many rate=40/s target=20ms
-- about: Published material that carries a tag, best rated first.
-- param tag: text = 'laboratory'
-- param most: integer = 20
SELECT c.id, c.title, c.slug, e.average_score, e.rating_count
FROM content_tags t
JOIN content_taggings ct ON ct.tag_id = t.id
JOIN educational_contents c ON c.id = ct.content_id
LEFT JOIN content_engagements e ON e.content_id = c.id
WHERE t.slug = :tag AND c.status = 'published' AND c.deleted_at IS NULL
ORDER BY e.average_score DESC NULLS LAST, c.id
LIMIT :most;

-- name: review_queue :many rate=2/min target=20ms role=editor
-- about: What waits for an editor, oldest first.
SELECT c.id, c.title, c.updated_at, u.display_name AS author_name
FROM educational_contents c
JOIN users u ON u.id = c.author_id
WHERE c.status = 'in_review' AND c.deleted_at IS NULL
ORDER BY c.updated_at;

-- name: publish_content :rows rate=6/h target=20ms role=editor
-- about: Publishes approved material; 0 when somebody else changed it since it was read.
-- param content_id: bigint = 1
-- param lock_version: integer = 3
UPDATE educational_contents
SET status = 'published', published_at = coalesce(published_at, now())
WHERE id = :content_id AND status = 'approved' AND lock_version = :lock_version;

-- name: save_version :one rate=1/min target=20ms role=author
-- about: Keeps the present text of a piece of material as its next version.
-- param content_id: bigint = 1
-- param editor_id: bigint = 1
-- param change_note: text?
INSERT INTO content_versions (tenant_id, content_id, editor_id, version_number, title, body, change_note, content_sha256)
SELECT c.tenant_id, c.id, :editor_id,
       1 + coalesce((SELECT max(v.version_number) FROM content_versions v WHERE v.content_id = c.id), 0),
       c.title, c.body, :change_note, sha256(convert_to(c.body, 'UTF8'))
FROM educational_contents c
WHERE c.id = :content_id
RETURNING id, version_number;

-- name: comments_of_content :many rate=300/s target=10ms
-- about: The discussion below a piece of material, threads by their first remark.
-- param content_id: bigint = 1
SELECT m.id, m.parent_id, m.body, m.created_at, m.edited_at, u.display_name AS author_name
FROM content_comments m
JOIN users u ON u.id = m.author_id
WHERE m.content_id = :content_id AND m.status = 'visible' AND m.deleted_at IS NULL
ORDER BY coalesce(m.parent_id, m.id), m.created_at;

-- name: moderation_queue :many rate=10/min target=20ms role=moderator
-- about: Remarks that readers reported, most reported first.
-- param most: integer = 50
SELECT id, body, flag_count, author_id, content_id, article_id, post_id
FROM content_comments
WHERE status = 'flagged' AND deleted_at IS NULL
ORDER BY flag_count DESC
LIMIT :most;

-- name: rate_content :one rate=4/min target=10ms
-- about: Gives or changes the stars of a person.
-- param content_id: bigint = 1
-- param user_id: bigint = 1
-- param score: smallint = 5
-- param review: text?
INSERT INTO ratings (tenant_id, content_id, user_id, score, review)
SELECT c.tenant_id, c.id, :user_id, :score, :review
FROM educational_contents c
WHERE c.id = :content_id
ON CONFLICT (tenant_id, user_id, content_id) DO UPDATE SET score = excluded.score, review = excluded.review
RETURNING id, score;

-- name: tag_content :batch rate=10/h rows=4 target=20ms
-- about: Puts several tags on a piece of material in one round trip.
-- param content_id: bigint = 1
-- param tag_id: bigint = 1
-- param tagged_by_id: bigint = 1
INSERT INTO content_taggings (content_id, tag_id, tagged_by_id)
VALUES (:content_id, :tag_id, :tagged_by_id)
ON CONFLICT (content_id, tag_id) DO NOTHING;
