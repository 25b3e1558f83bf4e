// SPDX-License-Identifier: Apache-2.0
#include "sql/normal_form.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"

#include <pg_query.h>

namespace tenon::sql {
namespace {

constexpr std::string_view head = "SELECT ";

/// The text as libpg_query prints its own tree of it; "" when it is no expression.
std::string reprinted(const std::string& expression) {
    if (expression.empty() || expression.find('\0') != std::string::npos) return {};
    const auto tree = pg_query_parse_protobuf((std::string(head) + expression).c_str());
    std::string out;
    if (!tree.error) {
        const auto printed = pg_query_deparse_protobuf(tree.parse_tree);
        if (!printed.error && printed.query) out = printed.query;
        pg_query_free_deparse_result(printed);
    }
    pg_query_free_protobuf_parse_result(tree);
    return out.starts_with(head) ? out.substr(head.size()) : std::string();
}

/// Without `::type` after a text constant.
std::string without_casts(std::string_view text) {
    std::string out;
    bool constant = false;
    const auto tokens = tokenize(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (constant && tokens[i].is("::") && i + 1 < tokens.size() && tokens[i + 1].kind == token_kind::word) {
            ++i;
            continue;
        }
        constant = tokens[i].kind == token_kind::string;
        out += tokens[i].text;
    }
    return out;
}

}  // namespace

std::string normal_form(std::string_view expression) {
    const std::string written(trim(expression));
    const auto printed = reprinted(written);
    return printed.empty() ? written : without_casts(printed);
}

}  // namespace tenon::sql
