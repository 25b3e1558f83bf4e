// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"
#include "requirements/null_flow.hpp"

namespace tenon::requirements {

namespace {

void check_computed_null(checker& in, const entity& of, const computed& checked) {
    if (checked.optional.value || checked.expression->find('$') != std::string::npos) return;
    const auto found = what_makes_null(*checked.expression, [&](const std::string& name) {
        const auto* attribute = of.find_attribute(name);
        return attribute && attribute->optional.value;
    });
    if (found.empty()) return;
    std::vector<std::string> quoted;
    quoted.reserve(found.size());
    for (const auto& name : found) quoted.push_back(fmt::format("\"{}\"", name));
    in.warning(code::computed_may_be_null, checked.expression.where,
               fmt::format("computed column \"{}\" is required, and its expression is null where {} is missing",
                           *checked.name, join(quoted, " or ")),
               fmt::format("such rows would be refused: write {}?, or coalesce({}, …){}", to_shorthand(checked.type),
                           found.front(),
                           to_lower(*checked.expression).find("to_tsvector") == std::string::npos
                               ? ""
                               : "; for full-text search there is the behaviour searchable"));
}

/// The columns of `timestamps` written by hand, without what fills them at the first insert.
void check_timestamps(checker& in, const entity& of) {
    const auto* own = of.conventions ? of.conventions->find(convention_kind::timestamps) : nullptr;
    const auto* convention = own ? own : in.doc().conventions.find(convention_kind::timestamps);
    const auto* behaviour = of.find(behaviour_kind::timestamps);
    const std::string kept = convention ? convention->use.scalar : "both";
    if (kept == "none" && !behaviour) return;
    for (const auto& [option, column] : {std::pair{"created", "created_at"}, {"updated", "updated_at"}}) {
        const auto* named = behaviour ? behaviour->find(option) : nullptr;
        const bool changes = behaviour || (kept == "both" && !of.find(behaviour_kind::append_only));
        if (std::string_view(option) == "updated" && !changes) continue;
        const auto* attribute = of.find_attribute(named ? named->scalar : column);
        if (!attribute || attribute->optional.value || attribute->default_) continue;
        in.error(
            code::timestamp_unfilled, attribute->name.where,
            fmt::format("attribute \"{}\" has the name of a column that the behaviour timestamps makes, and nothing "
                        "fills it when a row is inserted",
                        *attribute->name),
            "delete it: every entity has it; if it means something else, rename it");
    }
}

}  // namespace

void check_missing_values(checker& in, const entity& of) {
    for (const auto& computed : of.computed) check_computed_null(in, of, computed);
    check_timestamps(in, of);
}

}  // namespace tenon::requirements
