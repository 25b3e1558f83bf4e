// SPDX-License-Identifier: Apache-2.0
#include "check/check.hpp"

#include "check/subject.hpp"
#include "sql/quote.hpp"

namespace tenon::check {

subject::subject(const project::source_catalog& from, const source_texts& texts, diagnostics& problems)
    : from_(from), places_(texts), problems_(problems) {
    const auto& all = from.catalog;
    for (const auto& table : all.tables)
        if (table.kind != catalog::table_kind::foreign && !table.partition_of) whole_tables_.emplace_back(table);
    for (const auto& index : all.indexes) tables_[catalog::identity_of(index.table)].indexes.push_back(&index);
    for (const auto& constraint : all.constraints)
        tables_[catalog::identity_of(constraint.table)].constraints.push_back(&constraint);
    for (const auto& trigger : all.triggers) tables_[catalog::identity_of(trigger.table)].triggers.push_back(&trigger);
    for (const auto& function : all.functions)
        functions_.emplace(sql::quote_qualified(function.name.schema, function.name.name), &function);
}

const table_parts& subject::parts_of(const catalog::qualified_name& table) const {
    static const table_parts none;
    const auto found = tables_.find(catalog::identity_of(table));
    return found == tables_.end() ? none : found->second;
}

const catalog::function* subject::function_of(const catalog::trigger& trigger) const {
    const auto found = functions_.find(trigger.function);
    return found == functions_.end() ? nullptr : found->second;
}

void subject::tell(diagnostic_code code, const catalog::object_id& object, const std::vector<std::string>& names,
                   std::string message, std::string hint) {
    position where;
    if (from_.from.kind == project::source_kind::requirements)
        where = from_.notes.where(object);
    else if (const auto found = places_.find(names))
        where = *found;
    if (where.file.empty() && from_.from.kind != project::source_kind::database) where.file = from_.from.path.string();
    problems_.warning(code, std::move(where), std::move(message), std::move(hint));
}

bool is_text(const catalog::column& column) {
    return column.type == "text" || column.type.starts_with("character varying");
}

void check_schema(const project::source_catalog& from, const source_texts& texts, diagnostics& problems) {
    static constexpr rule rules[] = {find_covered_indexes, find_unkept_times, find_readable_secrets,
                                     find_lost_documents};
    subject examined(from, texts, problems);
    for (const auto& look : rules) look(examined);
}

}  // namespace tenon::check
