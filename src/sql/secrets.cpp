// SPDX-License-Identifier: Apache-2.0
#include "sql/secrets.hpp"

#include "base/secrets.hpp"
#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::sql {

namespace {

/// What stands between a name and its value: OPTIONS (a 'x'), SET a = 'x', SET a TO 'x', set_config('a', 'x').
bool stands_between(const token& item, bool after_string) {
    return item.is("=") || item.is("=>") || item.is(":=") || item.is_word("to") || (item.is(",") && after_string);
}

/// Without the quotes and what stands before them.
std::string_view inside(const token& literal) {
    auto text = literal.text;
    const auto quote = text.find('\'');
    text.remove_prefix(quote == std::string_view::npos ? text.size() : quote + 1);
    if (literal.closed && text.ends_with('\'')) text.remove_suffix(1);
    return text;
}

std::string name_in(const token& item) {
    const bool is_name = item.kind == token_kind::word || item.kind == token_kind::quoted_identifier;
    if (is_name) return unquote_identifier(item.text);
    return item.kind == token_kind::string ? std::string(inside(item)) : std::string();
}

}  // namespace

std::vector<std::string_view> secrets_in(std::string_view sql) {
    std::vector<std::string_view> found;
    std::string name;    // of what comes next
    std::string column;  // the first name of what a comma separates: of a column, in a definition of columns
    bool begins = true;  // nothing was read of it
    bool name_is_string = false;
    bool between = false;  // something stands between the name and here
    lexer source(sql);
    for (auto item = source.next(); item.kind != token_kind::end; item = source.next()) {
        if (item.is_blank()) continue;
        if (item.kind == token_kind::string) {
            const auto text = inside(item);
            const auto said = replace_all(std::string(text), "''", "'");
            const bool is_default = name == "default" && names_a_secret(column);
            if (!text.empty() && (is_default || names_a_secret(name) || holds_a_password(said))) found.push_back(text);
        }
        if (begins && (item.kind == token_kind::word || item.kind == token_kind::quoted_identifier))
            column = name_in(item);
        begins = item.is("(") || item.is(",") || item.is(";") || item.is_word("column");
        if (!between && stands_between(item, name_is_string)) {
            between = true;
            continue;
        }
        // In a list of values, what follows a secret is one, too.
        const bool in_list = item.kind == token_kind::string && names_a_secret(name);
        if (!in_list) name = name_in(item);
        name_is_string = item.kind == token_kind::string;
        between = false;
    }
    return found;
}

std::string hide_secrets(std::string_view sql) {
    std::string shown(sql);
    for (const auto secret : secrets_in(sql)) {
        const auto begin = static_cast<std::size_t>(secret.data() - sql.data());
        for (auto at = begin; at < begin + secret.size(); ++at)
            if (shown[at] != '\n' && shown[at] != '\r') shown[at] = '*';
    }
    return shown;
}

std::string without_secrets_of(std::string_view statement, std::string said) {
    if (said.empty()) return said;
    for (const auto secret : secrets_in(statement)) {
        // The server may quote one word of a connection string.
        for (const auto part : split(secret, ' '))
            if (part.size() >= 3) said = replace_all(std::move(said), part, "…");
    }
    return said;
}

}  // namespace tenon::sql
