// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/behaviour.hpp"

namespace tenon::design {

std::string refuse_change_function(workbench& bench) {
    return bench.add_trigger_function("tenon_refuse_change", R"(
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'check_violation',
    MESSAGE = format('%s on %I.%I refused: its rows are never changed', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME),
    HINT = 'Insert a new row instead.',
    SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
)",
                                      "Refuses to change or delete rows of tables that only grow.");
}

void refuse_changes(workbench& bench, table_model& table, const std::string& unless_update,
                    const std::string& unless_delete) {
    const std::string function = refuse_change_function(bench);
    const auto refuse = [&](const char* name, const char* event, const std::string& unless) {
        bench.add_trigger(table, {.name = name,
                                  .events = {event},
                                  .when = unless.empty() ? "" : fmt::format("({}) IS NOT TRUE", unless),
                                  .function = function,
                                  .comment = "Rows are inserted and never changed."});
    };
    refuse("tenon_refuse_update", "UPDATE", unless_update);
    refuse("tenon_refuse_delete", "DELETE", unless_delete);
    bench.add_trigger(table, {.name = "tenon_refuse_truncate",
                              .events = {"TRUNCATE"},
                              .row = false,
                              .function = function,
                              .comment = "Rows are inserted and never removed."});
}

void add_append_only_rules(behaviour_run& run) {
    const auto* retained = run.entity.find(requirements::behaviour_kind::retained);
    const auto* then = retained ? retained->find("then") : nullptr;
    const bool anonymise = then && then->scalar == "anonymise";
    const std::string& over = run.entity.retained_until;
    std::string may_go = anonymise ? "" : over;
    // Depth 0 is a statement that somebody wrote; a cascade deletes from within the trigger of its foreign key.
    if (run.entity.goes_with_parent)
        may_go = may_go.empty() ? "pg_trigger_depth() > 0" : fmt::format("pg_trigger_depth() > 0 OR {}", may_go);
    refuse_changes(run.bench, run.table(), anonymise ? over : "", may_go);
    run.decide("UPDATE, DELETE and TRUNCATE are refused", run.entity.retained_until.empty()
                                                              ? "its rows say what happened, which does not change"
                                                              : "its rows stay until their time of retention is over");
}

}  // namespace tenon::design
