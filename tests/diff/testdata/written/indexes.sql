SET search_path = '';

CREATE SCHEMA s;

CREATE TABLE s.t (
    a integer,
    b text,
    c integer[],
    d jsonb,
    e tsvector,
    p point,
    r int4range
);
CREATE INDEX coalesced ON s.t (COALESCE(b, 'x'::text), (
CASE
    WHEN (a > 1) THEN 1
    ELSE 2
END));
CREATE INDEX expression_one ON s.t (lower(b), ((a + 1)) DESC NULLS LAST, ((d ->> 'x'::text)));
ALTER INDEX s.expression_one ALTER COLUMN 2 SET STATISTICS 77;
COMMENT ON INDEX s.expression_one IS 'has an expression';

CREATE UNIQUE INDEX partial_one ON s.t (a) INCLUDE (b, c) WHERE (a > 3) AND (b IS NOT NULL);
CREATE INDEX pattern_one ON s.t (b text_pattern_ops, b COLLATE "C");
CREATE INDEX t_a_b_idx ON s.t (a DESC, b NULLS FIRST);
CREATE INDEX t_a_idx ON s.t USING brin (a) WITH (autosummarize = true, pages_per_range = 32);
CREATE INDEX t_b_idx ON s.t USING hash (b);
CREATE INDEX t_c_e_idx ON s.t USING gin (c, e);
CREATE INDEX t_d_idx ON s.t USING gin (d jsonb_path_ops) WITH (fastupdate = off, gin_pending_list_limit = 128);
CREATE INDEX t_e_idx ON s.t USING gist (e tsvector_ops (siglen = 100));
CREATE INDEX t_p_idx ON s.t USING gist (p) WITH (buffering = auto, fillfactor = 80);
CREATE INDEX t_r_idx ON s.t USING spgist (r);

CREATE MATERIALIZED VIEW s.m AS
SELECT t.a,
    t.b
   FROM s.t
 WITH NO DATA;
CREATE UNIQUE INDEX m_a_idx ON s.m (a);
ALTER TABLE s.m CLUSTER ON m_a_idx;
