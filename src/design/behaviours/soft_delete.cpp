// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"
#include "design/columns.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

namespace {

/// The view of the rows that are alive.
void add_view(behaviour_run& run) {
    const std::string& column = run.entity.deleted_at;
    const auto& table = run.table();
    catalog::view live;
    live.name = run.bench.qualify(fit_name(run.text("view", "")));
    // It is read with the reader's privileges, and who reads the entity may not read hashes of passwords.
    auto left_out = password_columns(table);
    left_out.push_back(column);
    std::vector<std::string> columns;
    for (const auto& each : table.table.columns)
        if (std::find(left_out.begin(), left_out.end(), each.name) == left_out.end())
            columns.push_back(sql::quote_identifier(each.name));
    live.definition = fmt::format("SELECT {} FROM {} WHERE {} IS NULL", join(columns, ", "),
                                  run.bench.quoted(table.table.name.name), sql::quote_identifier(column));
    if (run.bench.settings.postgres >= 15) {
        // The reader's own privileges and policies count, not those of the view's owner.
        live.options["security_invoker"] = "true";
    } else if (const auto* tenant = table.find(run.entity.tenant)) {
        // It reads as its owner, who may be a superuser past all policies: it says itself what the policy says.
        live.definition +=
            fmt::format(" AND {} = {}", sql::quote_identifier(tenant->name), current_tenant(tenant->type));
        live.options["security_barrier"] = "true";
    }
    live.comment = fmt::format("The rows of {} that are not deleted.", table.table.name.name);
    const auto id = catalog::id_of(live);
    run.bench.take_name("relation", live.name.name, id, fmt::format("the view of {}", run.entity.name),
                        run.bench.at(run.source.find("view")->where));
    run.bench.made(id);
    run.bench.depend(id, table.id());
    run.bench.draft.views.push_back(std::move(live));
}

/// A row that moves to another partition is deleted there, for the triggers too.
void report_moves(behaviour_run& run) {
    const auto& table = run.table();
    if (!table.partitions || table.partitions->how == partitioning::method::hash) return;
    const auto found = table.by_column.find(table.partitions->column);
    if (found == table.by_column.end()) return;
    const auto& note = table.columns[found->second];
    if (note.source != column_source::attribute || note.immutable) return;
    run.bench.problems.warning(
        code::deletion_by_moving, run.where(),
        fmt::format(
            "{0}.{1} cannot change so that a row belongs to another partition: it would be deleted there, which "
            "soft_delete refuses",
            run.entity.name, note.name),
        fmt::format("make {} immutable, or partition by another attribute", note.name));
}

}  // namespace

void add_soft_delete_columns(behaviour_run& run) {
    const std::string column = run.text("column", "deleted_at");
    run.entity.deleted_at =
        run.column(time_column(column, false, "", ""), "When the row was marked as deleted; empty while it is alive.");
    run.table().alive = fmt::format("{} IS NULL", sql::quote_identifier(run.entity.deleted_at));
}

void add_soft_delete_rules(behaviour_run& run) {
    const std::string& column = run.entity.deleted_at;
    const std::string quoted = sql::quote_identifier(column);
    const std::string purge = run.span("purge_after");
    const std::string function =
        run.bench.add_trigger_function("tenon_refuse_delete", R"(
DECLARE
  alive boolean := to_jsonb(OLD) ->> TG_ARGV[0] IS NULL;
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'check_violation',
    MESSAGE = format('DELETE on %I.%I refused: %s', TG_TABLE_SCHEMA, TG_TABLE_NAME,
                     CASE WHEN alive THEN format('a row is deleted by setting %I', TG_ARGV[0])
                     ELSE format('a row may go %s after %I was set', TG_ARGV[1], TG_ARGV[0]) END),
    HINT = CASE WHEN alive THEN format('UPDATE %I.%I SET %I = now() WHERE …', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[0])
           ELSE 'It is marked as deleted; leave it until then.' END,
    SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
END
)",
                                       "Refuses to delete rows that are to be marked as deleted.");
    trigger_spec trigger{.name = "tenon_refuse_delete",
                         .events = {"DELETE"},
                         .when = purge.empty() ? fmt::format("OLD.{} IS NULL", quoted)
                                               : fmt::format("OLD.{0} IS NULL OR OLD.{0} > now() - interval {1}",
                                                             quoted, sql::quote_literal(purge)),
                         .function = function,
                         .arguments = {column},
                         .comment = "Rows are marked as deleted before they may go."};
    if (!purge.empty()) trigger.arguments.push_back(purge);
    run.bench.add_trigger(run.table(), std::move(trigger));
    run.decide(fmt::format("rows are deleted by setting {}; DELETE is refused{}", column,
                           purge.empty() ? " for rows that are alive" : fmt::format(" until {} later", purge)),
               "what was deleted stays until it is purged");

    if (run.source.find("view")) add_view(run);
    report_moves(run);
}

}  // namespace tenon::design
