CREATE TABLE articles (
    id serial PRIMARY KEY,
    title text NOT NULL,
    content text,
    search_vector tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || content)) STORED
);
CREATE INDEX articles_by_words ON articles USING gin (to_tsvector('english', title || ' ' || content));
