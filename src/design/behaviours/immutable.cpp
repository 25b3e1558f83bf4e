// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

void add_immutable_trigger(workbench& bench, entity_model& entity) {
    auto& table = *entity.table;
    std::vector<std::string> columns, changed;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].immutable) columns.push_back(table.table.columns[i].name);
    if (columns.empty() || entity.find(requirements::behaviour_kind::append_only)) return;
    for (const auto& column : columns) {
        auto& change =
            changed.emplace_back(fmt::format("OLD.{0} IS DISTINCT FROM NEW.{0}", sql::quote_identifier(column)));
        // What anonymising empties may be emptied, and nothing else.
        if (std::find(entity.erased.begin(), entity.erased.end(), column) != entity.erased.end())
            change = fmt::format("{} AND NEW.{} IS DISTINCT FROM NULL", change, sql::quote_identifier(column));
    }
    workbench::requirement stands(bench, entity.coverage);
    const std::string function = bench.add_trigger_function("tenon_refuse_column_change", R"(
DECLARE
  item text;
BEGIN
  FOREACH item IN ARRAY TG_ARGV[0]::text[] LOOP
    IF to_jsonb(OLD) -> item IS DISTINCT FROM to_jsonb(NEW) -> item THEN
      RAISE EXCEPTION USING
        ERRCODE = 'check_violation',
        MESSAGE = format('UPDATE of %I.%I refused: %I never changes', TG_TABLE_SCHEMA, TG_TABLE_NAME, item),
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = item, CONSTRAINT = TG_NAME;
    END IF;
  END LOOP;
  RETURN NEW;
END
)",
                                                            "Refuses to change columns that never change.");
    bench.add_trigger(table, {.name = "tenon_immutable",
                              .events = {"UPDATE"},
                              .columns = columns,
                              .when = join(changed, " OR "),
                              .function = function,
                              .arguments = {array_literal(columns)},
                              .comment = fmt::format("Set once: {}.", join(columns, ", "))});
    bench.decide(table.id(), fmt::format("{} cannot be changed", join(columns, ", ")), "the document says immutable",
                 "attribute immutable");
}

}  // namespace tenon::design
