// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/sql_names.hpp"

#include "base/text.hpp"
#include "sql/quote.hpp"

#include <set>

namespace tenon::generate {

std::string sql_name(const catalog::qualified_name& name) {
    return sql::quote_qualified(name.schema, name.name);
}

std::vector<std::string> schema_names(const schema_model& model) {
    std::set<std::string> names;
    for (const auto& each : model.catalog->tables) names.insert(each.name.schema);
    for (const auto& each : model.catalog->views) names.insert(each.name.schema);
    for (const auto& each : model.catalog->materialized_views) names.insert(each.name.schema);
    if (names.empty()) names.insert("public");
    return {names.begin(), names.end()};
}

std::string schema_literals(const schema_model& model) {
    std::string out;
    for (const auto& each : schema_names(model)) out += (out.empty() ? "" : ", ") + sql::quote_literal(each);
    return out;
}

std::string schema_oids(const schema_model& model) {
    return fmt::format("SELECT oid FROM pg_namespace WHERE nspname IN ({})", schema_literals(model));
}

std::string orphan_query(const schema_model& model, const relationship& each) {
    const auto& key = *each.key;
    std::string join, filled;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        const auto child = sql::quote_identifier(key.columns[i]);
        join += fmt::format("{}p.{} = c.{}", i == 0 ? "" : " AND ", sql::quote_identifier(key.referenced_columns[i]),
                            child);
        filled += fmt::format("{}c.{} IS NOT NULL", i == 0 ? "" : " AND ", child);
    }
    return fmt::format(
        "SELECT {} AS relationship, count(*) AS orphans FROM {} c\n"
        "WHERE {} AND NOT EXISTS (SELECT FROM {} p WHERE {});",
        sql::quote_literal(model.tables[each.child].title + "." + key.name), sql_name(key.table), filled,
        sql_name(key.references), join);
}

}  // namespace tenon::generate
