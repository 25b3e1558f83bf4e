// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/operator_path.hpp"

#include "diff/creation/builder.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

#include <unordered_map>

namespace tenon::diff {
namespace {

bool names_no_operator(std::string_view sql) {
    sql::lexer lexer(sql);
    sql::token before;
    for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next()) {
        if (token.is_blank()) continue;
        if (before.is_word("distinct") && token.is_word("from")) return true;
        if ((before.is_word("nullif") || before.is_word("using")) && token.is("(")) return true;
        if (before.is_word("case") && !token.is_word("when")) return true;
        before = token;
    }
    return false;
}

/// Object, or table of a part → the schemas of the operators that it needs.
std::unordered_map<std::string, std::set<std::string>> schemas_needed(const catalog::contents& of) {
    std::unordered_map<std::string, std::string> homes;  // of extensions
    for (const auto& one : of.extensions) homes.emplace(catalog::id_of(one).identity, one.schema);
    std::unordered_map<std::string, std::set<std::string>> out;
    for (const auto& one : of.dependencies) {
        std::string schema;
        if (one.needed.kind == catalog::object_kind::extension) {
            const auto found = homes.find(one.needed.identity);
            if (found != homes.end()) schema = sql::quote_identifier(found->second);
        } else if (one.needed.kind == catalog::object_kind::operator_) {
            schema = split_identity(one.needed.identity.substr(0, one.needed.identity.find('('))).first;
        }
        if (schema.empty()) continue;
        out[one.dependent.identity].insert(schema);
        out[split_identity(one.dependent.identity).first].insert(schema);
    }
    return out;
}

std::string along(const std::set<std::string>& schemas, const std::string& sql) {
    std::string list;
    for (const auto& schema : schemas) list += (list.empty() ? "" : ", ") + schema;
    const auto body = fmt::format(R"(
DECLARE
    path text := current_setting('search_path');
BEGIN
    -- What compares here without naming its operator finds it by this path.
    PERFORM set_config('search_path', concat_ws(', ', nullif(nullif(path, '""'), ''), {}), true);
    EXECUTE {};
    PERFORM set_config('search_path', path, true);
END
)",
                                  sql::quote_literal(list), sql::quote_dollar(sql, "sql"));
    return "DO " + sql::quote_dollar(body, "tenon");
}

}  // namespace

void see_operators(std::vector<step>& steps, const catalog::contents& from, const catalog::contents& to) {
    const auto before = schemas_needed(from), after = schemas_needed(to);
    if (before.empty() && after.empty()) return;
    const auto see = [](const auto& schemas, const step& one, std::string& statement) {
        const auto found = schemas.find(one.object.identity);
        if (found != schemas.end() && names_no_operator(statement)) statement = along(found->second, statement);
    };
    for (auto& one : steps) {
        see(after, one, one.sql);
        for (auto& statement : one.undo) see(before, one, statement);
    }
}

}  // namespace tenon::diff
