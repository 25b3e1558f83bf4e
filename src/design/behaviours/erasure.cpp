// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/erasure.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using requirements::behaviour_kind;

namespace {

bool mentions(const std::string& expression, const std::vector<std::string>& columns) {
    sql::lexer lexer(expression);
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next())
        if ((token.kind == sql::token_kind::word || token.kind == sql::token_kind::quoted_identifier) &&
            std::find(columns.begin(), columns.end(), sql::unquote_identifier(token.text)) != columns.end())
            return true;
    return false;
}

std::string as_array(const std::vector<std::string>& columns) {
    return sql::quote_literal(array_literal(columns)) + "::text[]";
}

std::string erase_history(behaviour_run& run, const requirements::behaviour& versioned, const std::string& row) {
    const auto* named = versioned.find("table");
    const std::string history = fit_name(named ? named->scalar : run.table().table.name.name + "_history");
    std::vector<std::string> sets, left, key;
    for (const auto& column : run.entity.erased) {
        sets.push_back(sql::quote_identifier(column) + " = NULL");
        left.push_back(has_value(run, "h.", column));
    }
    for (const auto& column : run.table().key)
        key.push_back(fmt::format("h.{0} = {1}.{0}", sql::quote_identifier(column), row));
    return fmt::format("UPDATE {} AS h SET {} WHERE {} AND ({});\n", run.bench.quoted(history), join(sets, ", "),
                       join(key, " AND "), join(left, " OR "));
}

std::string erase_log(behaviour_run& run, const std::string& row) {
    std::vector<std::string> key;
    std::string times;
    for (const auto& column : run.table().key) {
        const std::string name = sql::quote_literal(column), value = row + "." + sql::quote_identifier(column);
        // JSON has times as the session that wrote them prints them, in its time zone.
        if (const auto* of = run.table().find(column); of && of->type == "timestamp with time zone")
            times += fmt::format(" AND (l.key ->> {})::timestamptz = {}", name, value);
        else
            key.push_back(fmt::format("{}, {}", name, value));
    }
    const std::string columns = as_array(run.entity.erased);
    return fmt::format(
        "UPDATE {0} AS l SET old = l.old - {1}, new = l.new - {1}\n  WHERE l.table_name = {2} AND l.key @> "
        "jsonb_build_object({3}){4} AND (l.old ?| {1} OR l.new ?| {1});\n",
        run.bench.quoted("tenon_audit"), columns, sql::quote_literal(catalog::identity_of(run.table().table.name)),
        join(key, ", "), times);
}

}  // namespace

std::vector<std::string> erased_columns(const table_model& table, const std::vector<std::string>& emptied) {
    std::vector<std::string> out = emptied;
    for (const auto& column : table.table.columns)
        if (column.generated != catalog::generation::none && mentions(column.default_, emptied))
            out.push_back(column.name);
    return out;
}

std::string erase_copies(behaviour_run& run, const std::string& row) {
    if (run.entity.erased.empty()) return {};
    std::string out;
    if (const auto* versioned = run.entity.find(behaviour_kind::versioned)) out += erase_history(run, *versioned, row);
    if (run.entity.find(behaviour_kind::audited)) out += erase_log(run, row);
    return out;
}

std::string has_value(const behaviour_run& run, const std::string& row, const std::string& column) {
    const auto& table = *run.entity.table;
    const auto found = table.by_column.find(column);
    const auto* attribute =
        found == table.by_column.end() ? nullptr : run.entity.source->find_attribute(table.columns[found->second].name);
    // A composite IS NOT NULL when all of its fields have a value (PostgreSQL documentation, 9.2).
    const bool composite = attribute && attribute->type.kind == requirements::type_kind::composite;
    return row + sql::quote_identifier(column) + (composite ? " IS DISTINCT FROM NULL" : " IS NOT NULL");
}

std::string only_empties(const behaviour_run& run) {
    const auto& columns = run.entity.erased;
    if (columns.empty()) return {};
    std::vector<std::string> parts;
    parts.reserve(columns.size());
    for (const auto& column : columns) parts.push_back(fmt::format("NOT ({})", has_value(run, "NEW.", column)));
    return fmt::format("{1} AND to_jsonb(NEW.*) - {0} = to_jsonb(OLD.*) - {0}", as_array(columns),
                       join(parts, " AND "));
}

void let_forget(table_model& log, const std::string& table, const std::vector<std::string>& columns) {
    if (columns.empty()) return;
    // Column by column: a whole row cannot stand in the condition of a trigger that partitions take over.
    std::string same_new, same_old;
    for (const auto& column : log.table.columns) {
        if (column.name == "old" || column.name == "new") continue;
        same_new += (same_new.empty() ? "NEW." : ", NEW.") + sql::quote_identifier(column.name);
        same_old += (same_old.empty() ? "OLD." : ", OLD.") + sql::quote_identifier(column.name);
    }
    const std::string condition = fmt::format(
        "OLD.table_name = {0} AND ({2}) IS NOT DISTINCT FROM ({3})"
        " AND (NEW.old - {1}) IS NOT DISTINCT FROM (OLD.old - {1})"
        " AND (NEW.new - {1}) IS NOT DISTINCT FROM (OLD.new - {1})"
        " AND (NEW.old ?| {1}) IS NOT TRUE AND (NEW.new ?| {1}) IS NOT TRUE",
        sql::quote_literal(table), as_array(columns), same_new, same_old);
    for (auto& trigger : log.triggers) {
        if (trigger.name != "tenon_refuse_update") continue;
        trigger.when = fmt::format("{}({}) IS NOT TRUE", trigger.when.empty() ? "" : trigger.when + " AND ", condition);
    }
}

}  // namespace tenon::design
