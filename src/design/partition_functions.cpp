// SPDX-License-Identifier: Apache-2.0
#include "design/partition_functions.hpp"

namespace tenon::design {

namespace {

// Pieces are numbered from a fixed start and aligned to the calendar in UTC, as in the schema: months since year 0,
// hours since 1970-01-01. Weeks begin on Mondays, and 1970-01-05 was one.
constexpr const char* add_body = R"(
DECLARE
  parent regclass := format('%I.%I', parent_schema, parent_name)::regclass;
  fallback regclass := format('%I.%I', parent_schema, fallback_name)::regclass;
  months boolean := unit IN ('month', 'year');
  step bigint := amount * CASE unit WHEN 'year' THEN 12 WHEN 'month' THEN 1 ELSE step_hours END;
  shift bigint := CASE unit WHEN 'week' THEN 96 ELSE 0 END;
  numbering text := CASE WHEN months
    THEN format('floor((extract(year FROM %%1$s) * 12 + extract(month FROM %%1$s) - 1) / %s)::bigint', step)
    ELSE format('floor((floor(extract(epoch FROM %%1$s) / 3600) - %s) / %s)::bigint', shift, step) END;
  utc text;
  covered tstzmultirange;
  present bigint;
  numbers bigint[];
  number bigint;
  start timestamp;
  piece_from text;
  piece_to text;
  piece text;
  moves boolean;
  without_keys text;
  with_keys text;
  forced boolean;
  made integer := 0;
BEGIN
  SELECT CASE a.atttypid WHEN 'date'::regtype THEN format('%I::timestamp', by) ELSE format('(%I AT TIME ZONE ''UTC'')', by) END
    INTO utc FROM pg_attribute AS a WHERE a.attrelid = fallback AND a.attname = by;
  EXECUTE 'SELECT ' || format(numbering, '(now() AT TIME ZONE ''UTC'')') INTO present;
  -- The present and the next pieces; and those of the past whose rows came before their piece was there.
  EXECUTE format(
    'SELECT array_agg(n ORDER BY n) FROM (SELECT n FROM generate_series($1, $1 + $2) AS n UNION ALL
     (SELECT n FROM (SELECT DISTINCT %1$s AS n FROM %2$s WHERE isfinite(%3$I) AND %3$I >= ''0001-01-02'') AS late
      WHERE n < $1 ORDER BY n DESC LIMIT 100)) AS pieces', format(numbering, utc), fallback, by)
    INTO numbers USING present, ahead::bigint;
  -- By their bounds: what has the name of a piece need not be one. MINVALUE and MAXVALUE are no literals, hence NULL.
  SELECT range_agg(tstzrange(substring(bound FROM $p$FROM \('([^']+)'\)$p$)::timestamptz,
                             substring(bound FROM $p$TO \('([^']+)'\)$p$)::timestamptz))
    INTO covered
    FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid CROSS JOIN pg_get_expr(c.relpartbound, c.oid) AS bound
    WHERE i.inhparent = parent AND bound <> 'DEFAULT';
  FOREACH number IN ARRAY numbers LOOP
    start := CASE WHEN months THEN timestamp '0001-01-01' + (number * step - 12) * interval '1 month'
                  ELSE timestamp 'epoch' + (number * step + shift) * interval '1 hour' END;
    piece_from := to_char(start, 'YYYY-MM-DD HH24:MI:SS') || '+00';
    piece_to := to_char(start + step * CASE WHEN months THEN interval '1 month' ELSE interval '1 hour' END,
                        'YYYY-MM-DD HH24:MI:SS') || '+00';
    CONTINUE WHEN covered @> tstzrange(piece_from::timestamptz, piece_to::timestamptz);
    piece := stem || '_' || to_char(start, name_format);
    IF to_regclass(format('%I.%I', parent_schema, piece)) IS NOT NULL THEN
      RAISE WARNING '% gets no partition from % to %: % is another relation', parent, piece_from, piece_to, piece
        USING ERRCODE = 'duplicate_table';
      CONTINUE;
    END IF;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I >= %L AND %I < %L)', fallback, by, piece_from, by, piece_to) INTO moves;
    IF NOT moves THEN
      EXECUTE format('CREATE TABLE %I.%I PARTITION OF %s FOR VALUES FROM (%L) TO (%L)', parent_schema, piece, parent, piece_from,
                     piece_to);
    ELSE
      SET CONSTRAINTS ALL IMMEDIATE;
      EXECUTE format('LOCK TABLE %s, %s IN ACCESS EXCLUSIVE MODE', parent, fallback);
      -- While rows move they are nowhere for a moment: foreign keys to them would refuse that, or delete what refers to
      -- them, so they are made again afterwards, which checks them.
      SELECT coalesce(string_agg(format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname), '; '), 'SELECT'),
             coalesce(string_agg(format('ALTER TABLE %s ADD CONSTRAINT %I %s; COMMENT ON CONSTRAINT %I ON %s IS %L', k.conrelid::regclass,
                                        k.conname, pg_get_constraintdef(k.oid), k.conname, k.conrelid::regclass,
                                        obj_description(k.oid, 'pg_constraint')), '; '), 'SELECT')
        INTO without_keys, with_keys
        FROM pg_constraint AS k WHERE k.contype = 'f' AND k.confrelid = parent AND k.conparentid = 0;
      EXECUTE without_keys;
      -- Whoever checks all rows of a foreign key at once is subject to row security (ATTACH, ADD FOREIGN KEY); the check
      -- of a single row is not. So the piece has its foreign keys before its rows, and those to it find all of them.
      SELECT c.relforcerowsecurity INTO forced FROM pg_class AS c WHERE c.oid = parent;
      IF forced THEN
        EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', parent);
      END IF;
      EXECUTE format('CREATE TABLE %I.%I (LIKE %s INCLUDING ALL EXCLUDING IDENTITY)', parent_schema, piece, fallback);
      EXECUTE coalesce((SELECT string_agg(format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s', parent_schema, piece, k.conname,
                                                 pg_get_constraintdef(k.oid)), '; ' ORDER BY k.conname)
                        FROM pg_constraint AS k WHERE k.contype = 'f' AND k.conrelid = parent AND k.conparentid = 0),
                       'SELECT');
      EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', fallback);
      EXECUTE format('WITH gone AS (DELETE FROM %s WHERE %I >= %L AND %I < %L RETURNING %s) INSERT INTO %I.%I (%s) SELECT * FROM gone',
                     fallback, by, piece_from, by, piece_to, columns, parent_schema, piece, columns);
      EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', fallback);
      EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I.%I FOR VALUES FROM (%L) TO (%L)', parent, parent_schema, piece,
                     piece_from, piece_to);
      EXECUTE with_keys;
      IF forced THEN
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', parent);
      END IF;
    END IF;
    -- Triggers on TRUNCATE are not copied by the server.
    EXECUTE coalesce((SELECT string_agg(replace(pg_get_triggerdef(t.oid), format(' ON %I.%I ', parent_schema, fallback_name),
                                                format(' ON %I.%I ', parent_schema, piece)), ';')
                      FROM pg_trigger AS t
                      WHERE t.tgrelid = fallback AND t.tgtype::integer & 32 <> 0 AND NOT t.tgisinternal AND t.tgparentid = 0),
                     'SELECT');
    made := made + 1;
  END LOOP;
  RETURN made;
END
)";

// A table whose rows somebody refers to cannot be dropped as it stands: its rows go first, with what cascades from
// them. Triggers of the table do not see them go, as they do not see a DROP.
constexpr const char* drop_body = R"(
DECLARE
  piece record;
  ranged_by name := (SELECT a.attname FROM pg_partitioned_table AS p JOIN pg_attribute AS a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
              WHERE p.partrelid = parent::regclass);
  has_old boolean;
  dropped integer := 0;
BEGIN
  FOR piece IN
    SELECT c.oid::regclass AS name,
           substring(pg_get_expr(c.relpartbound, c.oid) FROM $p$TO \('([^']+)'\)$p$)::timestamptz AS ends,
           EXISTS (SELECT FROM pg_constraint AS k WHERE k.contype = 'f' AND k.confrelid = c.oid) AS referenced
    FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
    WHERE i.inhparent = parent::regclass
    ORDER BY ends
  LOOP
    CONTINUE WHEN piece.ends > now() - keep;
    BEGIN
      -- The default piece has no end: of its rows those go whose time is over.
      EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I < $1)', piece.name, ranged_by) INTO has_old USING now() - keep;
      IF has_old AND (piece.referenced OR piece.ends IS NULL) THEN
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', piece.name);
        EXECUTE format('DELETE FROM %s WHERE %I < $1', piece.name, ranged_by) USING now() - keep;
        SET CONSTRAINTS ALL IMMEDIATE;
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', piece.name);
      END IF;
      IF piece.ends IS NOT NULL THEN
        IF piece.referenced THEN
          EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, piece.name);
        END IF;
        EXECUTE format('DROP TABLE %s', piece.name);
        dropped := dropped + 1;
      END IF;
    EXCEPTION WHEN integrity_constraint_violation THEN
      RAISE WARNING 'rows of % stay beyond their time: %', piece.name, SQLERRM USING ERRCODE = SQLSTATE;
    END;
  END LOOP;
  RETURN dropped;
END
)";

std::string add(workbench& bench, const char* name, const char* arguments, const char* types, const char* body,
                const char* comment) {
    catalog::function function;
    function.name.name = name;
    function.arguments = arguments;
    function.argument_types = types;
    function.returns = "integer";
    function.language = "plpgsql";
    function.body = body;
    // They read bounds as the server prints them.
    function.configuration = {"DateStyle=ISO", "TimeZone=UTC"};
    function.comment = comment;
    return bench.quoted(bench.add_function(std::move(function)));
}

}  // namespace

std::string add_partitions_function(workbench& bench) {
    return add(
        bench, "tenon_add_partitions",
        "parent_schema text, parent_name text, stem text, fallback_name text, by text, columns text, unit text, "
        "amount integer, step_hours integer, name_format text, ahead integer",
        "text, text, text, text, text, text, text, integer, integer, text, integer", add_body,
        "Makes the partitions of the present and the next pieces of time, and of past ones whose rows wait in the "
        "default partition: they move. Returns how many were made.");
}

std::string drop_partitions_function(workbench& bench) {
    return add(bench, "tenon_drop_partitions", "parent text, keep interval", "text, interval", drop_body,
               "Drops partitions whose time is over, and removes such rows from the default one. Returns how many "
               "partitions.");
}

}  // namespace tenon::design
