// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using requirements::behaviour_kind;

namespace {

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

/// True when rows of the table go one day without anybody deleting them.
bool goes_by_itself(const workbench& bench, const table_model& table) {
    if (table.note.role != table_role::entity) return false;
    const auto& entity = bench.entities[bench.entity_by_name.at(table.note.entity)];
    if (const auto* series = entity.find(behaviour_kind::time_series); series && series->find("keep")) return true;
    const auto* retained = entity.find(behaviour_kind::retained);
    if (!retained) return false;
    const auto* then = retained->find("then");
    return !then || then->scalar != "anonymise";
}

/// Rows of another entity that would go with an archived one, and are kept nowhere.
void report_lost(behaviour_run& run, const table_model& other, const catalog::constraint& key) {
    if (other.note.role != table_role::entity) return;
    const auto* retained =
        run.bench.entities[run.bench.entity_by_name.at(other.note.entity)].find(behaviour_kind::retained);
    const auto* then = retained ? retained->find("then") : nullptr;
    if (then && then->scalar == "archive") return;
    run.bench.problems.warning(
        code::archive_incomplete, run.where(),
        fmt::format("rows of {} go to the archive, those that refer to them by {}.{} are deleted with them",
                    run.entity.name, other.table.name.name, key.columns.front()),
        "archive those rows too, sooner; or state on_delete: restrict there");
}

/// That no row of another table keeps the row from being deleted: a batch leaves such rows where they are instead of
/// failing over them. Who would keep them for ever is reported, and what would be lost.
std::string is_free(behaviour_run& run, bool archived) {
    auto& bench = run.bench;
    const std::string& name = run.table().table.name.name;
    std::string out;
    for (const auto& other : bench.tables) {
        for (const auto& key : other.constraints) {
            using catalog::foreign_key_action;
            if (key.kind != catalog::constraint_kind::foreign_key || key.references.name != name) continue;
            const bool own = &other == &run.table();
            if (archived && !own && key.on_delete == foreign_key_action::cascade) report_lost(run, other, key);
            if (key.on_delete != foreign_key_action::restrict_ && key.on_delete != foreign_key_action::no_action)
                continue;
            std::vector<std::string> pairs;
            for (std::size_t i = 0; i < key.columns.size(); ++i)
                pairs.push_back(fmt::format("other.{} = {}.{}", sql::quote_identifier(key.columns[i]),
                                            sql::quote_identifier(name),
                                            sql::quote_identifier(key.referenced_columns[i])));
            out += fmt::format(" AND NOT EXISTS (SELECT FROM {} AS other WHERE {})",
                               bench.quoted(other.table.name.name), join(pairs, " AND "));
            if (own || goes_by_itself(bench, other)) continue;
            bench.problems.warning(
                code::retention_held, run.where(),
                fmt::format("rows of {} stay beyond their time while {}.{} refers to them, and nothing removes those "
                            "rows in turn",
                            run.entity.name, other.table.name.name, key.columns.front()),
                archived ? "archive those rows too, sooner; or use then: anonymise"
                         : "state on_delete: cascade there, or retain those rows too; or use then: anonymise");
        }
    }
    return out;
}

/// Sets every sensitive column to null. Returns "" when one of them cannot be.
std::string anonymising(behaviour_run& run, std::string& still_there) {
    std::vector<std::string> sets, left;
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
        sets.push_back(fmt::format("{} = NULL", sql::quote_identifier(column.name)));
        left.push_back(fmt::format("{} IS NOT NULL", sql::quote_identifier(column.name)));
    }
    if (!any)
        run.bench.problems.warning(
            code::anonymise_nothing, run.where(),
            fmt::format("rows of {} are to be made anonymous, but none of its optional attributes is `sensitive`",
                        run.entity.name),
            "mark personal data with `sensitive:`");
    still_there = join(left, " OR ");
    return join(sets, ", ");
}

}  // namespace

void add_retained_columns(behaviour_run& run) {
    const std::string span = run.span("for");
    std::string from = run.text("from", run.entity.created_at.empty() ? "created_at" : run.entity.created_at);
    if (const auto found = run.entity.columns_of.find(from); found != run.entity.columns_of.end())
        from = found->second.front();
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
    std::string from = run.text("from", run.entity.created_at.empty() ? "created_at" : run.entity.created_at);
    if (const auto found = run.entity.columns_of.find(from); found != run.entity.columns_of.end())
        from = found->second.front();
    const std::string quoted = bench.quoted(table.table.name.name);
    std::string condition = is_over("", from, span);
    if (!run.entity.deleted_at.empty() && then != "anonymise" && from != run.entity.deleted_at)
        condition += fmt::format(" AND {} IS NOT NULL", sql::quote_identifier(run.entity.deleted_at));

    std::vector<std::string> keys;
    for (const auto& column : table.key) keys.push_back(sql::quote_identifier(column));
    const auto picked = [&](const std::string& which) {
        return fmt::format("({0}) IN (SELECT {0} FROM {1} WHERE {2} LIMIT batch FOR UPDATE SKIP LOCKED)",
                           join(keys, ", "), quoted, which);
    };
    std::string statement;
    if (then == "anonymise") {
        std::string left;
        const std::string sets = anonymising(run, left);
        if (sets.empty()) return;
        statement =
            fmt::format("UPDATE {} SET {} WHERE {}", quoted, sets, picked(fmt::format("{} AND ({})", condition, left)));
    } else {
        condition += is_free(run, then == "archive");
        if (then == "archive") {
            const std::string archive = table.table.name.name + "_archive";
            add_archive(run, archive);
            std::vector<std::string> columns;
            for (const auto& column : table.table.columns) columns.push_back(sql::quote_identifier(column.name));
            statement = fmt::format(
                "WITH gone AS (DELETE FROM {} WHERE {} RETURNING {}) INSERT INTO {} ({}) SELECT {} FROM gone", quoted,
                picked(condition), join(columns, ", "), bench.quoted(fit_name(archive)), join(columns, ", "),
                join(columns, ", "));
        } else {
            statement = fmt::format("DELETE FROM {} WHERE {}", quoted, picked(condition));
        }
    }
    catalog::function function;
    function.name.name = "tenon_retain_" + table.table.name.name;
    function.arguments = "batch integer DEFAULT 10000";
    function.identity_arguments = "batch integer";
    function.argument_types = "integer";
    function.returns = "bigint";
    function.language = "plpgsql";
    function.body = fmt::format(
        "\nDECLARE\n  done bigint;\nBEGIN\n  {};\n  GET DIAGNOSTICS done = ROW_COUNT;\n  RETURN done;\nEND\n",
        statement);
    function.comment =
        fmt::format("Rows of {} older than {} (by {}): {}. Returns how many; call it until it returns 0.",
                    table.table.name.name, span, from, then);
    const std::string name = bench.add_function(std::move(function));
    bench.maintenance.push_back(fmt::format("PERFORM {}();", bench.quoted(name)));
    bench.want(table, {.keys = {{.column = from}},
                       .reason = fmt::format("rows whose time is over, by {}", from),
                       .asked_by = "behaviour retained",
                       .from = run.where()});
    run.decide(fmt::format("{} after {}, the function {} {}s the row", from, span, name,
                           then == "anonymise" ? "anonymise" : then),
               "rows go in batches, when somebody calls the function; nothing disappears by itself");
}

}  // namespace tenon::design
