// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

void add_hierarchy_rules(behaviour_run& run) {
    const std::string by = run.text("by", "parent");
    const auto* role = run.entity.find_role(by);
    if (!role || role->to != run.entity.number) return;  // reported when the document was read
    if (role->columns.size() != 1 || run.table().key.size() != 1) {
        run.bench.problems.error(code::hierarchy_composite_key, run.where(),
                                 fmt::format("{} is hierarchical and its key has {} columns; a tree needs a key of one",
                                             run.entity.name, run.table().key.size()),
                                 "give it a key of one column");
        return;
    }
    const int depth = run.number("max_depth", 0);
    const std::string column = role->columns.front(), key = run.table().key.front();
    const std::string name = sql::quote_identifier(column);
    const std::string function = run.bench.add_trigger_function("tenon_check_tree", R"(
DECLARE
  key_column text := TG_ARGV[0];
  parent_column text := TG_ARGV[1];
  key_type text := TG_ARGV[2];
  most integer := TG_ARGV[3];
  self text := to_jsonb(NEW) ->> key_column;
  parent text := to_jsonb(NEW) ->> parent_column;
  found boolean;
  above integer;
  below integer := 0;
BEGIN
  IF parent IS NULL AND most = 0 THEN
    RETURN NEW;
  END IF;
  -- Two moves at the same time could close a circle that neither sees: moves of one table wait for each other.
  IF TG_OP = 'UPDATE' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('tenon_check_tree', TG_RELID::bigint));
  END IF;
  EXECUTE format('WITH RECURSIVE up (key, parent, steps) AS (
      SELECT t.%1$I, t.%2$I, 1 FROM %3$I.%4$I AS t WHERE t.%1$I = $1::%5$s
      UNION ALL
      SELECT t.%1$I, t.%2$I, up.steps + 1 FROM %3$I.%4$I AS t JOIN up ON t.%1$I = up.parent
      WHERE up.key <> $2::%5$s
    ) SELECT coalesce(bool_or(key = $2::%5$s), false), coalesce(max(steps), 0) FROM up',
    key_column, parent_column, TG_TABLE_SCHEMA, TG_TABLE_NAME, key_type) INTO found, above USING parent, self;
  IF found OR parent = self THEN
    RAISE EXCEPTION USING
      ERRCODE = 'check_violation',
      MESSAGE = format('%I.%I would have a circle: %s would be above itself', TG_TABLE_SCHEMA, TG_TABLE_NAME, self),
      SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = parent_column, CONSTRAINT = TG_NAME;
  END IF;
  IF most > 0 THEN
    IF TG_OP = 'UPDATE' THEN
      EXECUTE format('WITH RECURSIVE down (key, steps) AS (
          SELECT t.%1$I, 1 FROM %3$I.%4$I AS t WHERE t.%2$I = $1::%5$s
          UNION ALL
          SELECT t.%1$I, down.steps + 1 FROM %3$I.%4$I AS t JOIN down ON t.%2$I = down.key
        ) SELECT coalesce(max(steps), 0) FROM down',
        key_column, parent_column, TG_TABLE_SCHEMA, TG_TABLE_NAME, key_type) INTO below USING self;
    END IF;
    IF above + 1 + below > most THEN
      RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = format('%I.%I would be %s levels deep, %s are allowed', TG_TABLE_SCHEMA, TG_TABLE_NAME,
                         above + 1 + below, most),
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = parent_column, CONSTRAINT = TG_NAME;
    END IF;
  END IF;
  RETURN NEW;
END
)",
                                                                "Refuses circles, and trees that are too deep.");
    run.bench.add_trigger(run.table(),
                          {.name = fit_name("tenon_tree_" + column),
                           .timing = "AFTER",
                           .events = {"INSERT", "UPDATE"},
                           .columns = {column},
                           .when = depth > 0 ? "" : fmt::format("NEW.{} IS NOT NULL", name),
                           .function = function,
                           .arguments = {key, column, run.entity.key.front().type, std::to_string(depth)},
                           .comment = depth > 0 ? fmt::format("Trees of at most {} levels, without circles.", depth)
                                                : "Trees without circles."});
    run.decide(fmt::format("{} makes trees; a trigger refuses circles{}", column,
                           depth > 0 ? fmt::format(" and more than {} levels", depth) : ""),
               "each row knows its parent only: simple to change, and one recursive query reads a branch");
}

}  // namespace tenon::design
