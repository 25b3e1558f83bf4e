// SPDX-License-Identifier: Apache-2.0
#include "sql/attributes.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"

namespace tenon::sql {
namespace {

/// Words that a storage parameter's value may be without quotes.
bool is_bare_value(std::string_view value) {
    static constexpr std::array<std::string_view, 7> words = {"true", "false", "on",      "off",
                                                              "auto", "local", "cascaded"};
    if (std::find(words.begin(), words.end(), value) != words.end()) return true;
    const std::string_view digits = value.starts_with('-') ? value.substr(1) : value;
    return !digits.empty() && digits[0] >= '0' && digits[0] <= '9' &&
           std::all_of(digits.begin(), digits.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// The tokens of an expression that are no blanks.
std::vector<token> tokens_of(std::string_view expression) {
    std::vector<token> out;
    for (const auto& piece : tokenize(expression)) {
        if (!piece.is_blank()) out.push_back(piece);
    }
    return out;
}

int depth_change(const token& piece) {
    if (piece.is("(") || piece.is("[")) return 1;
    if (piece.is(")") || piece.is("]")) return -1;
    return 0;
}

/// True when the parenthesis at `open` closes with the last token.
bool spans_to_end(const std::vector<token>& tokens, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
        depth += depth_change(tokens[i]);
        if (depth == 0) return i + 1 == tokens.size();
    }
    return false;
}

}  // namespace

std::string quote(const catalog::qualified_name& name) {
    return quote_qualified(name.schema, name.name);
}

std::string quote_list(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) {
        if (!out.empty()) out += ", ";
        out += quote_identifier(name);
    }
    return out;
}

std::string quote_list(const std::vector<catalog::qualified_name>& names) {
    std::string out;
    for (const auto& name : names) {
        if (!out.empty()) out += ", ";
        out += quote(name);
    }
    return out;
}

std::string comment_on(std::string_view reference, std::string_view text) {
    return fmt::format("COMMENT ON {} IS {}", reference, text.empty() ? "NULL" : quote_literal(text));
}

std::string change_owner(std::string_view reference, std::string_view owner) {
    return fmt::format("ALTER {} OWNER TO {}", reference, quote_identifier(owner));
}

void add_extensions_depended_on(details& out, const catalog::object_id& id, std::string_view reference,
                                const std::vector<std::string>& extensions) {
    for (const auto& extension : extensions) {
        out.push_back({id, "extension",
                       fmt::format("ALTER {} DEPENDS ON EXTENSION {}", reference, quote_identifier(extension))});
    }
}

std::string storage_parameters(const catalog::options& options) {
    std::string out;
    for (const auto& [name, value] : options) {
        if (!out.empty()) out += ", ";
        const auto dot = name.find('.');
        out += dot == std::string::npos ? quote_identifier(name)
                                        : quote_qualified(name.substr(0, dot), name.substr(dot + 1));
        out += fmt::format(" = {}", is_bare_value(value) ? value : quote_literal(value));
    }
    return out;
}

std::string foreign_options(const catalog::options& options, const catalog::options& secrets) {
    if (options.empty() && secrets.empty()) return {};
    catalog::options all = options;
    for (const auto& [name, hash] : secrets) all[name] = secret_placeholder;
    std::string out;
    for (const auto& [name, value] : all) {
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", quote_identifier(name), quote_literal(value));
    }
    return fmt::format(" OPTIONS ({})", out);
}

std::string_view without_parentheses(std::string_view expression) {
    expression = trim(expression);
    while (expression.size() > 1 && expression.front() == '(' && spans_to_end(tokens_of(expression), 0)) {
        expression = trim(expression.substr(1, expression.size() - 2));
    }
    return expression;
}

std::string default_expression(std::string_view expression) {
    static constexpr std::array<std::string_view, 14> outside = {"and",     "or",      "not",     "in",      "like",
                                                                 "ilike",   "similar", "between", "is",      "isnull",
                                                                 "notnull", "at",      "collate", "overlaps"};
    int depth = 0;
    for (const auto& piece : tokens_of(expression)) {
        depth += depth_change(piece);
        if (depth > 0 || piece.kind != token_kind::word) continue;
        const std::string word = to_lower(piece.text);
        if (std::find(outside.begin(), outside.end(), word) != outside.end()) return fmt::format("({})", expression);
    }
    return std::string(expression);
}

}  // namespace tenon::sql
