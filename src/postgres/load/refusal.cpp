// SPDX-License-Identifier: Apache-2.0
#include "postgres/load/refusal.hpp"

#include "base/codes/postgres.hpp"
#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"
#include "sql/secrets.hpp"

namespace tenon::postgres::loading {
namespace {

using sql::token_kind;

// PostgreSQL documentation, appendix A.
constexpr std::string_view later_states[] = {
    "42P01",  // undefined_table
    "42704",  // undefined_object: types, roles, indexes, constraints, triggers, …
    "42883",  // undefined_function, operators too
    "42703",  // undefined_column
    "3F000",  // invalid_schema_name
    "42830",  // invalid_foreign_key: the unique constraint that it needs may come later
    "42P10",  // invalid_column_reference: the same for ON CONFLICT
    "42P17",  // invalid_object_definition: for example a partition whose siblings are not there
    "23503",  // foreign_key_violation: the row that a row refers to may come later
    "55000",  // object_not_in_prerequisite_state
};

bool has_state(const std::string& state, std::string_view prefix) {
    return state.starts_with(prefix);
}

// X of `before"X"after`, when the text is made like that.
std::optional<std::string> between(std::string_view text, std::string_view before, std::string_view after) {
    if (!text.starts_with(before)) return std::nullopt;
    text.remove_prefix(before.size());
    const auto end = text.find(after);
    if (end == std::string_view::npos) return std::nullopt;
    return std::string(text.substr(0, end));
}

std::string one_line(std::string_view text) {
    std::string out;
    for (const auto line : split_lines(text)) {
        const auto part = trim(line);
        if (part.empty()) continue;
        if (!out.empty()) out += "; ";
        out += part;
    }
    return out;
}

std::string last_part(std::string_view name) {
    const auto dot = name.rfind('.');
    return std::string(dot == std::string_view::npos ? name : name.substr(dot + 1));
}

}  // namespace

bool may_succeed_later(const database_error& error) {
    return std::find(std::begin(later_states), std::end(later_states), error.sqlstate()) != std::end(later_states);
}

bool is_failure_of_server(const database_error& error) {
    const auto& state = error.sqlstate();
    if (error.code() != code::statement_failed) return true;
    return has_state(state, "08") || has_state(state, "53") || has_state(state, "57") || has_state(state, "58030") ||
           has_state(state, "F0");
}

std::optional<server_thing> missing_from_server(const server_message& told) {
    // SET of a setting says the same in its detail, and begins it with a capital letter.
    for (const auto& text : {told.message, told.detail}) {
        if (const auto name = between(text, "role \"", "\" does not exist")) return server_thing{"role", *name};
        for (const std::string_view word : {"tablespace \"", "Tablespace \""})
            if (const auto name = between(text, word, "\" does not exist")) return server_thing{"tablespace", *name};
        if (const auto name = between(text, "collation \"", "\" for encoding \""))
            return server_thing{"collation", *name};
    }
    return std::nullopt;
}

std::vector<std::string> missing_names(const server_message& told) {
    std::vector<std::string> names;
    const auto tokens = sql::tokenize(told.message);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto& item = tokens[i];
        if (item.kind == token_kind::quoted_identifier) {
            names.push_back(last_part(sql::unquote_identifier(item.text)));
        } else if (item.kind == token_kind::word) {
            const bool qualified = i > 0 && tokens[i - 1].is(".");
            const bool called = i + 1 < tokens.size() && (tokens[i + 1].is("(") || tokens[i + 1].is("."));
            const bool column = i > 1 && tokens[i - 2].is_word("column");
            if (qualified || called || column) names.emplace_back(item.text);
        }
    }
    return names;
}

std::vector<std::string> names_in(std::string_view statement) {
    std::vector<std::string> names;
    sql::lexer source(statement);
    for (int count = 0; count < 14;) {
        const auto item = source.next();
        if (item.kind == token_kind::end) break;
        if (item.is_blank()) continue;
        ++count;
        if (item.kind == token_kind::word || item.kind == token_kind::quoted_identifier)
            names.push_back(sql::unquote_identifier(item.text));
    }
    return names;
}

diagnostic to_diagnostic(diagnostic_code id, const server_message& told, const sql::statement& from) {
    diagnostic out;
    out.code = id;
    out.where = told.position > 0 ? sql::position_of_character(from, told.position) : from.where;
    out.message = one_line(told.message);
    if (!told.detail.empty()) out.message += ": " + one_line(told.detail);
    while (out.message.ends_with('.')) out.message.pop_back();
    out.message = sql::without_secrets_of(from.text, std::move(out.message));
    out.hint = sql::without_secrets_of(from.text, one_line(told.hint));
    return out;
}

}  // namespace tenon::postgres::loading
