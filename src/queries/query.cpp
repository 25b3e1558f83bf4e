// SPDX-License-Identifier: Apache-2.0
#include "queries/query.hpp"

#include "base/text.hpp"

namespace tenon::queries {

std::string_view to_string(query_kind kind) {
    constexpr std::string_view words[] = {"one", "maybe", "many", "exec", "rows", "batch", "copy"};
    return words[static_cast<std::size_t>(kind)];
}

position query::place_of(std::size_t byte_of_sql) const {
    std::size_t in_text = 0;
    for (const auto& [from_sql, from_text] : stretches) {
        if (from_sql > byte_of_sql) break;
        in_text = from_text + (byte_of_sql - from_sql);
    }
    const auto before = std::string_view(text).substr(0, in_text);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const auto last = before.rfind('\n');
    if (lines == 0)
        return {statement_where.file, statement_where.line,
                statement_where.column + static_cast<int>(count_characters(before))};
    return {statement_where.file, statement_where.line + static_cast<int>(lines),
            1 + static_cast<int>(count_characters(before.substr(last + 1)))};
}

const parameter_clause* query::find_declared(std::string_view parameter) const {
    for (const auto& clause : declared)
        if (clause.name == parameter) return &clause;
    return nullptr;
}

}  // namespace tenon::queries
