// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/behaviours/erasure.hpp"
#include "design/maintenance.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

namespace {

void copy_columns(workbench& bench, const table_model& from, table_model& to) {
    for (std::size_t i = 0; i < from.table.columns.size(); ++i) {
        catalog::column column;
        column.name = from.table.columns[i].name;
        column.type = from.table.columns[i].type;
        column.collation = from.table.columns[i].collation;
        column.comment = from.table.columns[i].comment;
        column_note note = from.columns[i];
        note.source = column_source::behaviour;
        note.made_by = "versioned";
        note.immutable = false;
        bench.add_column(to, std::move(column), std::move(note));
    }
}

void add_own(workbench& bench, table_model& to, std::string name, std::string type, bool required,
             const std::string& about) {
    catalog::column column;
    column.name = std::move(name);
    column.type = std::move(type);
    column.comment = about;
    if (required) column.not_null.emplace();
    bench.add_column(to, std::move(column), behaviour_note_for("versioned", about));
}

}  // namespace

void add_versioned_rules(behaviour_run& run) {
    auto& bench = run.bench;
    auto& table = run.table();
    const std::string keep = run.span("keep");
    const std::string name = run.text("table", table.table.name.name + "_history");
    auto& history = bench.add_table(name, table_role::history, run.entity.number,
                                    fmt::format("the history of {}", run.entity.name));
    history.note.entity = run.entity.name;
    history.note.of = table.id();
    history.note.area = table.note.area;
    history.note.owner = table.note.owner;
    history.table.comment = history.note.description =
        fmt::format("Former versions of the rows of {}.", table.table.name.name);

    {
        catalog::column number;
        number.name = "version_id";
        number.type = "bigint";
        number.not_null.emplace();
        number.identity = catalog::identity_kind::always;
        number.identity_sequence.emplace();
        number.comment = "Identifies the former version.";
        bench.add_column(history, number, behaviour_note_for("versioned", number.comment));
    }
    copy_columns(bench, table, history);
    add_own(bench, history, "valid_from", "timestamp with time zone", false, "When this version began to hold.");
    add_own(bench, history, "valid_to", "timestamp with time zone", true, "When it was replaced or deleted.");
    add_own(bench, history, "replaced_by", "text", true, "UPDATE or DELETE.");
    add_own(bench, history, "changed_by", "text", false, "Who did it: tenon.actor.");
    history.key = {"version_id"};
    bench.add_constraint(history, {.kind = catalog::constraint_kind::primary_key, .columns = history.key},
                         "primary_key", {});
    bench.add_check(history, "replaced_by IN ('UPDATE', 'DELETE')", {"replaced_by", "values"});

    wanted_index wanted;
    for (const auto& column : table.key) wanted.keys.push_back({.column = column});
    wanted.keys.push_back({.column = "valid_to"});
    wanted.reason = "versions of one row in order";
    wanted.asked_by = "behaviour versioned";
    bench.want(history, std::move(wanted));

    std::vector<std::string> columns, values, same_key;
    for (const auto& column : table.table.columns) {
        columns.push_back(sql::quote_identifier(column.name));
        values.push_back("OLD." + columns.back());
    }
    for (const auto& column : table.key)
        same_key.push_back(fmt::format("h.{0} = OLD.{0}", sql::quote_identifier(column)));
    const std::string quoted = bench.quoted(history.table.name.name);
    const std::string begun =
        !run.entity.updated_at.empty()
            ? "OLD." + sql::quote_identifier(run.entity.updated_at)
            : fmt::format("coalesce((SELECT max(h.valid_to) FROM {} AS h WHERE {}), {})", quoted,
                          join(same_key, " AND "),
                          run.entity.created_at.empty() ? "'-infinity'"
                                                        : "OLD." + sql::quote_identifier(run.entity.created_at));
    const std::string body = fmt::format(R"(
BEGIN
  INSERT INTO {} ({}, valid_from, valid_to, replaced_by, changed_by)
  VALUES ({}, {}, now(), TG_OP, nullif(current_setting('tenon.actor', true), ''));
  RETURN NULL;
END
)",
                                         quoted, join(columns, ", "), join(values, ", "), begun);
    // The function writes for those who may change the table, and nobody else writes the history.
    const std::string function =
        bench.add_trigger_function("tenon_keep_" + table.table.name.name, body,
                                   fmt::format("Keeps former versions of {}.", table.table.name.name), true);
    bench.depend({catalog::object_kind::function, fmt::format("{}()", catalog::identity_of(bench.qualify(function)))},
                 history.id());
    bench.add_trigger(table, {.name = "tenon_versioned",
                              .timing = "AFTER",
                              .events = {"UPDATE", "DELETE"},
                              .function = function,
                              .comment = "Keeps the former version of each changed row."});
    refuse_changes(bench, history, only_empties(run),
                   keep.empty() ? "" : fmt::format("OLD.valid_to < now() - interval {}", sql::quote_literal(keep)));
    if (!keep.empty())
        bench.maintenance.push_back({history.table.name.name,
                                     for_each_tenant(bench, run.entity,
                                                     fmt::format("DELETE FROM {} WHERE valid_to < now() - interval {};",
                                                                 quoted, sql::quote_literal(keep)),
                                                     run.where())});
    if (!run.entity.tenant.empty()) add_tenant_policy(bench, history, run.entity.tenant);
    run.decide(fmt::format("former versions are kept in {}{}", name, keep.empty() ? "" : fmt::format(" for {}", keep)),
               "a trigger copies each row before it changes, with who changed it and when");
}

}  // namespace tenon::design
