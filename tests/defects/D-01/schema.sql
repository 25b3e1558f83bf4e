CREATE TABLE sprint_analyses (id serial PRIMARY KEY, discipline_breakdown jsonb NOT NULL);
CREATE INDEX idx_breakdown_team_count ON sprint_analyses
  USING btree ((discipline_breakdown->>'team_count')::int);
