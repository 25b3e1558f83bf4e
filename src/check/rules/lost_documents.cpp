// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "check/subject.hpp"
#include "requirements/null_flow.hpp"

namespace tenon::check {

namespace {

/// The columns without which the search vector is null; nothing when the expression makes none.
std::vector<std::string> lost_by(const catalog::table& table, std::string_view expression) {
    if (expression.find("to_tsvector(") == std::string_view::npos) return {};
    return requirements::what_makes_null(expression, [&](const std::string& name) {
        return std::any_of(table.columns.begin(), table.columns.end(), [&](const catalog::column& each) {
            return each.name == name && !each.not_null && each.generated == catalog::generation::none;
        });
    });
}

void tell(subject& in, const catalog::object_id& id, const std::vector<std::string>& names,
          const std::vector<std::string>& columns) {
    in.tell(
        code::search_vector_null, id, names,
        fmt::format("{} is null where {} is: no search finds such rows", catalog::to_string(id), join(columns, " or ")),
        fmt::format("write coalesce({}, '')", columns.front()));
}

}  // namespace

/// Rows that full-text search never finds, as one part of their search vector makes the whole null.
void find_lost_documents(subject& in) {
    for (const catalog::table& table : in.whole_tables()) {
        for (const auto& column : table.columns) {
            if (column.generated == catalog::generation::none || column.type != "tsvector") continue;
            if (const auto columns = lost_by(table, column.default_); !columns.empty())
                tell(in, catalog::column_id(table.name, column.name), {table.name.name, column.name}, columns);
        }
        for (const auto* index : in.parts_of(table.name).indexes)
            for (const auto& key : index->keys)
                if (const auto columns = lost_by(table, key.expression); !columns.empty())
                    tell(in, catalog::id_of(*index), {index->name.name}, columns);
    }
}

}  // namespace tenon::check
