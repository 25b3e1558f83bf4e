// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/behaviours/erasure.hpp"
#include "design/behaviours/held.hpp"
#include "design/maintenance.hpp"
#include "sql/attributes.hpp"

namespace tenon::design {

using requirements::behaviour_kind;

namespace {

/// The column from whose time on a row is kept.
std::string start_column(behaviour_run& run) {
    std::string from = run.text("from", run.entity.created_at.empty() ? "created_at" : run.entity.created_at);
    const auto found = run.entity.columns_of.find(from);
    return found == run.entity.columns_of.end() ? from : found->second.front();
}

/// The condition that a row (named by `row`, "OLD." or "") is past its time.
std::string is_over(const std::string& row, const std::string& column, const std::string& span) {
    return fmt::format("{}{} < now() - interval {}", row, sql::quote_identifier(column), sql::quote_literal(span));
}

void add_archive(behaviour_run& run, const std::string& name) {
    auto& bench = run.bench;
    auto& table = run.table();
    auto& archive = bench.add_table(name, table_role::history, run.entity.number,
                                    fmt::format("the archive of {}", run.entity.name));
    archive.note.entity = run.entity.name;
    archive.note.of = table.id();
    archive.note.area = table.note.area;
    archive.note.owner = table.note.owner;
    archive.table.comment = archive.note.description =
        fmt::format("Rows of {} whose time is over.", table.table.name.name);
    for (std::size_t i = 0; i < table.table.columns.size(); ++i) {
        catalog::column column;
        column.name = table.table.columns[i].name;
        column.type = table.table.columns[i].type;
        column.comment = table.table.columns[i].comment;
        if (std::find(table.key.begin(), table.key.end(), column.name) != table.key.end()) column.not_null.emplace();
        column_note note = table.columns[i];
        note.source = column_source::behaviour;
        note.made_by = "retained";
        bench.add_column(archive, std::move(column), std::move(note));
    }
    bench.add_column(archive, time_column("archived_at", true, "now()", "When the row came here."),
                     behaviour_note_for("retained", "When the row came here."));
    archive.key = table.key;
    bench.add_constraint(archive, {.kind = catalog::constraint_kind::primary_key, .columns = archive.key},
                         "primary_key", {});
    if (!run.entity.tenant.empty()) add_tenant_policy(bench, archive, run.entity.tenant);
}

/// The sensitive columns, which anonymising empties. None when one of them cannot be emptied.
std::vector<std::string> emptied_columns(behaviour_run& run) {
    std::vector<std::string> out;
    bool any = false;
    for (std::size_t i = 0; i < run.table().columns.size(); ++i) {
        const auto& note = run.table().columns[i];
        const auto& column = run.table().table.columns[i];
        if (note.sensitive.empty() || column.generated != catalog::generation::none) continue;
        any = true;
        if (column.not_null) {
            run.bench.problems.error(
                code::anonymise_required, note.from,
                fmt::format("{}.{} is sensitive and required: it cannot be emptied when rows are made anonymous",
                            run.entity.name, note.name.empty() ? column.name : note.name),
                "make it optional with `?`, or use then: delete");
            continue;
        }
        out.push_back(column.name);
    }
    if (!any)
        run.bench.problems.warning(
            code::anonymise_nothing, run.where(),
            fmt::format("rows of {} are to be made anonymous, but none of its optional attributes is `sensitive`",
                        run.entity.name),
            "mark personal data with `sensitive:`");
    return out;
}

/// What a history without end, or the audit log, would keep of the sensitive attributes of rows that are deleted.
void report_copies(behaviour_run& run) {
    const auto* versioned = run.entity.find(behaviour_kind::versioned);
    const auto* audited = run.entity.find(behaviour_kind::audited);
    const auto* except = audited ? audited->find("except") : nullptr;
    std::vector<std::string> sensitive, logged;
    for (const auto& note : run.table().columns) {
        if (note.sensitive.empty() || note.name.empty()) continue;
        sensitive.push_back(note.name);
        const auto left_out = except ? except->texts() : decltype(except->texts())();
        if (std::none_of(left_out.begin(), left_out.end(), [&](const auto& name) { return *name == note.name; }))
            logged.push_back(note.name);
    }
    const auto report = [&](const std::string& where, const std::vector<std::string>& what, const char* hint) {
        if (what.empty()) return;
        run.bench.problems.warning(code::retention_copied, run.where(),
                                   fmt::format("rows of {} are deleted when their time is over, and {} keeps their {}",
                                               run.entity.name, where, join(what, ", ")),
                                   hint);
    };
    if (versioned && !versioned->find("keep"))
        report("the history", sensitive,
               "give versioned a `keep`; or use then: anonymise, which takes former values along");
    if (audited)
        report("the audit log", logged,
               "name them in `except` of audited; or use then: anonymise, which takes former values along");
}

/// Rows that are over, at most so many; each with its key in parentheses, as SQL.
std::string picked(behaviour_run& run, const std::string& condition) {
    return fmt::format("({0}) IN (SELECT {0} FROM {1} WHERE {2} LIMIT tenon_left FOR UPDATE SKIP LOCKED)",
                       sql::quote_list(run.table().key), run.bench.quoted(run.table().table.name.name), condition);
}

std::string is_row(const table_model& table) {
    std::vector<std::string> values;
    values.reserve(table.key.size());
    for (const auto& column : table.key) values.push_back("tenon_row." + sql::quote_identifier(column));
    return fmt::format("({}) = ({})", sql::quote_list(table.key), join(values, ", "));
}

/// One statement that deletes rows, or moves them to the archive.
std::string removing(behaviour_run& run, const std::string& archive, const std::string& which) {
    const auto& table = run.table();
    const std::string quoted = run.bench.quoted(table.table.name.name);
    if (archive.empty()) return fmt::format("DELETE FROM {} WHERE {}", quoted, which);
    std::vector<std::string> names;
    names.reserve(table.table.columns.size());
    for (const auto& column : table.table.columns) names.push_back(column.name);
    return fmt::format(
        "WITH gone AS (DELETE FROM {0} WHERE {1} RETURNING {2}) INSERT INTO {3} ({2}) SELECT {2} FROM gone", quoted,
        which, sql::quote_list(names), run.bench.quoted(fit_name(archive)));
}

/// Rows go together; when something refuses one of them after all, each goes by itself and those that are held stay.
std::string remove_rows(behaviour_run& run, const std::string& archive, const std::string& condition) {
    return fmt::format(R"(BEGIN
  {0};
  GET DIAGNOSTICS tenon_some = ROW_COUNT;
  tenon_left := tenon_left - tenon_some;
EXCEPTION WHEN integrity_constraint_violation THEN
  FOR tenon_row IN SELECT {1} FROM {2} WHERE {3} LOOP
    EXIT WHEN tenon_left <= 0;
    BEGIN
      {4};
      tenon_left := tenon_left - 1;
    EXCEPTION WHEN integrity_constraint_violation THEN
      NULL;  -- something else refers to it
    END;
  END LOOP;
END;)",
                       removing(run, archive, picked(run, condition)), sql::quote_list(run.table().key),
                       run.bench.quoted(run.table().table.name.name), condition,
                       removing(run, archive, is_row(run.table())));
}

/// Statements, each line deeper by so many blanks.
std::string indented(const std::string& statements, std::size_t blanks) {
    std::string out;
    for (const auto& line : split(statements, '\n'))
        if (!line.empty()) out += std::string(blanks, ' ') + std::string(line) + "\n";
    return out;
}

/// Row by row, because what history and audit log hold of a row goes with it: that of this UPDATE, too. When a rule
/// refuses one of them, each goes by itself and those that are refused stay as they are.
std::string anonymise_rows(behaviour_run& run, const std::vector<std::string>& columns, const std::string& condition) {
    std::vector<std::string> sets, left;
    for (const auto& column : columns) {
        sets.push_back(sql::quote_identifier(column) + " = NULL");
        left.push_back(has_value(run, "", column));
    }
    const std::string table = run.bench.quoted(run.table().table.name.name);
    const std::string key = sql::quote_list(run.table().key);
    const std::string wanted = fmt::format("{} AND ({})", condition, join(left, " OR "));
    const std::string erasing = erase_copies(run, "tenon_row");
    const std::string update = fmt::format("UPDATE {} SET {} WHERE", table, join(sets, ", "));
    return fmt::format(R"(tenon_some := tenon_left;
BEGIN
  FOR tenon_row IN {0} {1} RETURNING {2} LOOP
{3}    tenon_left := tenon_left - 1;
  END LOOP;
EXCEPTION WHEN integrity_constraint_violation THEN
  tenon_left := tenon_some;
  FOR tenon_row IN SELECT {2} FROM {4} WHERE {5} LOOP
    EXIT WHEN tenon_left <= 0;
    BEGIN
      {0} {6};
{7}      tenon_left := tenon_left - 1;
    EXCEPTION WHEN integrity_constraint_violation THEN
      RAISE WARNING 'a row of % keeps what it holds: %', {8}, SQLERRM USING ERRCODE = SQLSTATE;
    END;
  END LOOP;
END;)",
                       update, picked(run, wanted), key, indented(erasing, 4), table, wanted, is_row(run.table()),
                       indented(erasing, 6), sql::quote_literal(run.table().table.name.name));
}

std::string function_body(const std::string& statements) {
    std::string body = "\nDECLARE\n  tenon_left bigint := batch;\n  tenon_some bigint;\n  tenon_row record;\nBEGIN\n";
    return body + indented(statements, 2) + "  RETURN batch - tenon_left;\nEND\n";
}

}  // namespace

void add_retained_columns(behaviour_run& run) {
    const std::string span = run.span("for");
    const std::string from = start_column(run);
    if (!run.table().find(from)) {
        run.bench.problems.error(
            code::retention_without_start, run.where(),
            fmt::format("{} is retained from \"{}\", which is no column of it", run.entity.name, from),
            "name a date or timestamp with `from`");
        return;
    }
    run.entity.retained_until = is_over("OLD.", from, span);
}

void add_retained_rules(behaviour_run& run) {
    if (run.entity.retained_until.empty()) return;
    auto& bench = run.bench;
    auto& table = run.table();
    const std::string span = run.span("for"), then = run.text("then", "delete");
    const std::string from = start_column(run);
    std::string condition = is_over("", from, span);
    if (!run.entity.deleted_at.empty() && then != "anonymise" && from != run.entity.deleted_at)
        condition += fmt::format(" AND {} IS NOT NULL", sql::quote_identifier(run.entity.deleted_at));
    if (const std::string own = is_of_tenant(bench, run.entity); !own.empty()) condition = own + " AND " + condition;

    std::string statements;
    if (then == "anonymise") {
        const auto emptied = emptied_columns(run);
        if (emptied.empty()) return;
        run.entity.erased = erased_columns(table, emptied);
        statements = anonymise_rows(run, emptied, condition);
    } else {
        const std::string archive = then == "archive" ? table.table.name.name + "_archive" : "";
        condition += is_free(run, archive.empty() ? row_end::deletes : row_end::archives);
        if (!archive.empty()) add_archive(run, archive);
        if (archive.empty()) report_copies(run);
        statements = remove_rows(run, archive, condition);
    }
    catalog::function function;
    function.name.name = "tenon_retain_" + table.table.name.name;
    function.arguments = "batch integer DEFAULT 10000";
    function.identity_arguments = "batch integer";
    function.argument_types = "integer";
    function.returns = "bigint";
    function.language = "plpgsql";
    function.body = function_body(for_each_tenant(bench, run.entity, statements, run.where()));
    function.comment =
        fmt::format("Rows of {} older than {} (by {}): {}. Returns how many; call it until it returns 0.",
                    table.table.name.name, span, from, then);
    const std::string name = bench.add_function(std::move(function));
    bench.maintenance.push_back({name, fmt::format("PERFORM {}();", bench.quoted(name))});
    std::vector<catalog::index_key> wanted;
    if (!run.entity.tenant.empty()) wanted.push_back({.column = run.entity.tenant});
    wanted.push_back({.column = from});
    bench.want(table, {.keys = std::move(wanted),
                       .reason = fmt::format("rows whose time is over, by {}", from),
                       .asked_by = "behaviour retained",
                       .from = run.where()});
    run.decide(fmt::format("{} after {}, the function {} {}s the row", from, span, name,
                           then == "anonymise" ? "anonymise" : then),
               "rows go in batches, when somebody calls the function; nothing disappears by itself");
}

}  // namespace tenon::design
