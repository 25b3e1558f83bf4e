// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

void add_optimistic_columns(behaviour_run& run) {
    catalog::column column;
    column.name = run.text("column", "lock_version");
    column.type = "integer";
    column.not_null.emplace();
    column.default_ = "1";
    run.column(std::move(column),
               "Grows with each change; write the version that was read, and a stale change is refused.");
}

void add_optimistic_rules(behaviour_run& run) {
    const std::string column = run.text("column", "lock_version");
    const std::string name = sql::quote_identifier(column);
    // 40001, as when the server itself finds that a transaction read something that has changed since: read again,
    // decide again. OLD + 1 is what mappers send that count by themselves.
    const std::string body = fmt::format(R"(
BEGIN
  IF NEW.{0} IS DISTINCT FROM OLD.{0} AND NEW.{0} IS DISTINCT FROM OLD.{0} + 1 THEN
    RAISE EXCEPTION USING
      ERRCODE = 'serialization_failure',
      MESSAGE = format('a row of %I.%I was changed meanwhile: version %s was read, it is version %s now',
                       TG_TABLE_SCHEMA, TG_TABLE_NAME, NEW.{0}, OLD.{0}),
      HINT = 'Read the row again and decide again.',
      SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, COLUMN = {1}, CONSTRAINT = TG_NAME;
  END IF;
  NEW.{0} := OLD.{0} + 1;
  RETURN NEW;
END
)",
                                         name, sql::quote_literal(column));
    const std::string function = run.bench.add_trigger_function(
        "tenon_check_" + column, body, fmt::format("Refuses stale changes and counts {} up.", column));
    run.bench.add_trigger(run.table(), {.name = fit_name("tenon_check_" + column),
                                        .events = {"UPDATE"},
                                        .function = function,
                                        .comment = "A change of an old version is refused."});
    run.decide(fmt::format("{} counts the changes of a row", column), "who writes what they read long ago is told so");
}

}  // namespace tenon::design
