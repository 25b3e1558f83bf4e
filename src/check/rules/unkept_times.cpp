// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "check/subject.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::check {

namespace {

bool says_when_it_changed(const catalog::column& column) {
    static const std::set<std::string, std::less<>> names = {"updated_at",      "updated_on",      "last_updated",
                                                             "last_updated_at", "modified_at",     "modified_on",
                                                             "last_modified",   "last_modified_at"};
    return names.count(column.name) > 0 && column.generated == catalog::generation::none &&
           (column.type.starts_with("timestamp") || column.type == "date");
}

bool speaks_of(std::string_view text, const std::string& name) {
    sql::lexer lexer(text);
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next()) {
        if ((token.kind == sql::token_kind::word || token.kind == sql::token_kind::quoted_identifier) &&
            sql::unquote_identifier(token.text) == name)
            return true;
        if (token.kind == sql::token_kind::string && token.text.find(name) != std::string_view::npos) return true;
    }
    return false;
}

/// True when a trigger sets the column before a row is written: it, or the function that it calls, names the column.
bool is_set_by_trigger(const subject& in, const catalog::table& table, const catalog::column& column,
                       std::string_view event) {
    const auto& triggers = in.parts_of(table.name).triggers;
    return std::any_of(triggers.begin(), triggers.end(), [&](const catalog::trigger* trigger) {
        if (std::find(trigger->events.begin(), trigger->events.end(), event) == trigger->events.end()) return false;
        if (trigger->enabled == catalog::firing::disabled ||
            trigger->definition.find(" BEFORE ") == std::string::npos ||
            trigger->definition.find(" FOR EACH ROW ") == std::string::npos)
            return false;
        const auto* function = in.function_of(*trigger);
        return speaks_of(trigger->definition, column.name) || (function && speaks_of(function->body, column.name));
    });
}

}  // namespace

/// A time of change that depends on every client to write it.
void find_unkept_times(subject& in) {
    for (const catalog::table& table : in.whole_tables()) {
        for (const auto& column : table.columns) {
            if (!says_when_it_changed(column)) continue;
            const auto id = catalog::column_id(table.name, column.name);
            const std::vector<std::string> names = {table.name.name, column.name};
            if (column.not_null && column.default_.empty() && !is_set_by_trigger(in, table, column, "INSERT"))
                in.tell(code::time_unfilled, id, names,
                        fmt::format("{} is required and nothing fills it: an INSERT that leaves it out fails",
                                    catalog::to_string(id)),
                        "give it the default now(), and a trigger that sets it before each UPDATE");
            else if (!column.default_.empty() && !is_set_by_trigger(in, table, column, "UPDATE"))
                in.tell(code::time_unkept, id, names,
                        fmt::format("{} has a default, which acts at the INSERT only: an UPDATE leaves the old time",
                                    catalog::to_string(id)),
                        fmt::format("set it in a trigger: BEFORE UPDATE ON {} FOR EACH ROW, NEW.{} := now()",
                                    sql::quote_qualified(table.name.schema, table.name.name),
                                    sql::quote_identifier(column.name)));
        }
    }
}

}  // namespace tenon::check
