// SPDX-License-Identifier: Apache-2.0
#include "requirements/checker.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"

namespace tenon::requirements {

checker::checker(const document& of, const source& text, diagnostics& problems)
    : doc_(of), text_(text), problems_(problems) {
    for (const auto& entity : of.entities) entities_.emplace(*entity.name, &entity);
    for (const auto& entity : of.entities)
        for (const auto& relation : entity.has_one)
            if (relation.inverse) inverses_.emplace(*relation.to, **relation.inverse);
}

void checker::error(diagnostic_code id, place where, std::string message, std::string hint) {
    problems_.error(id, text_.position_of(where), std::move(message), std::move(hint));
}
void checker::warning(diagnostic_code id, place where, std::string message, std::string hint) {
    problems_.warning(id, text_.position_of(where), std::move(message), std::move(hint));
}
void checker::information(diagnostic_code id, place where, std::string message, std::string hint) {
    problems_.information(id, text_.position_of(where), std::move(message), std::move(hint));
}

const entity* checker::find_entity(std::string_view name) const {
    const auto found = entities_.find(name);
    return found == entities_.end() ? nullptr : found->second;
}

place checker::inside(const phrase& expression, std::size_t offset) const {
    const std::string& sql = *expression;
    const auto line = text_.line(expression.where.line);
    // Columns count characters: go forward that many in the line.
    std::size_t at = 0;
    for (int column = 1; column < expression.where.column && at < line.size(); ++column) {
        ++at;
        while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) ++at;
    }
    const auto wanted = std::string_view(sql).substr(0, std::min(sql.size(), offset + 1));
    if (line.substr(std::min(at, line.size()), wanted.size()) != wanted) return expression.where;
    return {expression.where.line, expression.where.column + static_cast<int>(count_characters(sql.substr(0, offset)))};
}

std::vector<std::string> checker::columns_of(const entity& of) const {
    std::vector<std::string> out;
    out.reserve(of.attributes.size());
    for (const auto& attribute : of.attributes) out.push_back(*attribute.name);
    for (const auto& computed : of.computed) out.push_back(*computed.name);
    for (const auto& relation : of.belongs_to) out.push_back(*relation.role);
    const auto convention = [&](convention_kind kind) {
        const convention_override* found = of.conventions ? of.conventions->find(kind) : nullptr;
        return found ? found : doc_.conventions.find(kind);
    };
    const auto* key_name = convention(convention_kind::key_name);
    out.push_back(key_name ? key_name->use.scalar : "id");
    const auto option_or = [&](behaviour_kind kind, std::string_view option, std::string_view otherwise) {
        const behaviour* found = of.find(kind);
        const option_value* value = found ? found->find(option) : nullptr;
        if (found || kind == behaviour_kind::timestamps) out.emplace_back(value ? value->scalar : otherwise);
    };
    const auto* timestamps = convention(convention_kind::timestamps);
    if (!timestamps || timestamps->use.scalar != "none" || of.find(behaviour_kind::timestamps)) {
        option_or(behaviour_kind::timestamps, "created", "created_at");
        option_or(behaviour_kind::timestamps, "updated", "updated_at");
    }
    option_or(behaviour_kind::soft_delete, "column", "deleted_at");
    option_or(behaviour_kind::optimistic, "column", "lock_version");
    option_or(behaviour_kind::searchable, "column", "search_vector");
    const auto [first, last] = inverses_.equal_range(*of.name);
    for (auto at = first; at != last; ++at) out.emplace_back(at->second);
    return out;
}

std::string checker::suggest_entity(std::string_view word) {
    constexpr int most_suggestions = 100;
    if (++suggestions_ > most_suggestions) return "correct the name, or declare the entity";
    if (entity_names_.empty())
        for (const auto& entity : doc_.entities) entity_names_.push_back(*entity.name);
    return suggest(word, entity_names_, "entities");
}

bool checker::check_column(const entity& of, std::span<const std::string> columns, const phrase& name,
                           std::string_view where) {
    if (std::find(columns.begin(), columns.end(), *name) != columns.end()) return true;
    std::string hint = suggest(*name, columns, "attributes and roles");
    if (name->ends_with("_id") && of.find_role(std::string_view(*name).substr(0, name->size() - 3)))
        hint = fmt::format("write the role: \"{}\"", name->substr(0, name->size() - 3));
    error(code::unknown_attribute, name.where,
          fmt::format("unknown attribute \"{}\" in {} of entity \"{}\"", *name, where, *of.name), hint);
    return false;
}

std::string suggest(std::string_view word, std::span<const std::string> known, std::string_view what) {
    if (const auto near = closest(word, known)) return fmt::format("did you mean \"{}\"?", *near);
    if (known.empty()) return fmt::format("there are no {}", what);
    if (known.size() <= 12) return fmt::format("{}: {}", what, join(known, ", "));
    return {};
}

void check_document(const document& of, const source& text, diagnostics& problems) {
    checker in(of, text, problems);
    check_names(in);
    check_relations(in);
    for (const auto& entity : of.entities) {
        for (const auto& attribute : entity.attributes) check_attribute(in, entity, attribute);
        for (const auto& computed : entity.computed) check_type(in, computed.type);
        check_columns(in, entity);
        check_expressions(in, entity);
        check_missing_values(in, entity);
        check_behaviours(in, entity);
    }
    check_rest(in);
}

}  // namespace tenon::requirements
