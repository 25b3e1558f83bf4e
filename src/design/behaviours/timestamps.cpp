// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using requirements::behaviour_kind;

void add_timestamp_columns(behaviour_run& run) {
    auto& entity = run.entity;
    const bool written = entity.find(behaviour_kind::timestamps) != nullptr;
    const std::string created = run.text("created", "created_at");
    entity.created_at = run.column(time_column(created, true, "now()", ""), "When the row was made.");
    const bool changes = !entity.find(behaviour_kind::append_only) &&
                         (written || entity.conventions.timestamps == timestamp_style::both);
    if (!changes) return;
    const std::string updated = run.text("updated", "updated_at");
    entity.updated_at = run.column(time_column(updated, true, "now()", ""), "When the row last changed.");
}

void add_timestamp_rules(behaviour_run& run) {
    if (run.entity.updated_at.empty()) return;
    const std::string& column = run.entity.updated_at;
    const std::string quoted = sql::quote_identifier(column);
    const std::string function = run.bench.add_trigger_function(
        "tenon_set_" + column, fmt::format("\nBEGIN\n  NEW.{} := now();\n  RETURN NEW;\nEND\n", quoted),
        fmt::format("Sets {} to the time of the transaction.", column));
    run.bench.add_trigger(run.table(),
                          {.name = fit_name("tenon_set_" + column),
                           .events = {"UPDATE"},
                           .function = function,
                           .comment = fmt::format("Keeps {}; a default alone would only be used once.", column)});
    run.decide(fmt::format("{} and {} are kept by the database", run.entity.created_at, column),
               "a default fills a column once, so a trigger sets the time of each change");
}

}  // namespace tenon::design
