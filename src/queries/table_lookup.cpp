// SPDX-License-Identifier: Apache-2.0
#include "queries/table_lookup.hpp"

namespace tenon::queries {

table_lookup::table_lookup(const catalog::contents& schema) {
    by_name_.reserve(schema.tables.size());
    for (const auto& table : schema.tables) add(table);
}

void table_lookup::add(const catalog::table& table) {
    by_name_.emplace(table.name.name, &table);
}

const catalog::table* table_lookup::find(std::string_view schema, std::string_view name) const {
    const auto [first, last] = by_name_.equal_range(std::string(name));
    const catalog::table* found = nullptr;
    for (auto it = first; it != last; ++it) {
        if (!schema.empty() && it->second->name.schema != schema) continue;
        if (found) return nullptr;  // of two, nobody knows which
        found = it->second;
    }
    return found;
}

const catalog::column* table_lookup::find_column(const catalog::table& table, std::string_view name) {
    for (const auto& column : table.columns)
        if (column.name == name) return &column;
    return nullptr;
}

}  // namespace tenon::queries
