// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

/// Functions that give a value although an argument is null.
bool takes_null(std::string_view function) {
    for (const auto* name :
         {"coalesce", "concat", "concat_ws", "greatest", "least", "num_nulls", "num_nonnulls", "jsonb_build_object",
          "jsonb_build_array", "json_build_object", "json_build_array", "to_jsonb", "row", "format"})
        if (to_lower(function) == name) return true;
    return false;
}

/// Expressions whose nulls only a server can follow.
bool decides_about_null(const sql_scan& scan) {
    for (const auto& word : scan.words)
        for (const auto* name : {"case", "is", "isnull", "notnull", "and", "or", "array"})
            if (!word.quoted && to_lower(word.text) == name) return true;
    return false;
}

/// The optional attributes that make the whole expression null: those outside the arguments of functions that take
/// null. Strings are skipped; their doubled quotes read as two strings side by side.
std::vector<std::string> what_makes_null(const entity& of, std::string_view sql, const sql_scan& scan) {
    std::vector<std::string> found;
    std::vector<bool> sheltered;
    char quote = '\0';
    std::size_t next = 0;
    std::string_view last_word;
    for (std::size_t at = 0; at < sql.size(); ++at) {
        if (next < scan.words.size() && scan.words[next].offset == at) {
            const auto& word = scan.words[next++];
            last_word = word.text;
            const bool inside = std::find(sheltered.begin(), sheltered.end(), true) != sheltered.end();
            const auto* attribute = of.find_attribute(word.quoted ? std::string(word.text) : to_lower(word.text));
            if (attribute && attribute->optional.value && !inside && !word.called && !word.qualified &&
                std::find(found.begin(), found.end(), *attribute->name) == found.end())
                found.push_back(*attribute->name);
        }
        if (quote != '\0') {
            if (sql[at] == quote) quote = '\0';
        } else if (sql[at] == '\'' || sql[at] == '"') {
            quote = sql[at];
        } else if (sql[at] == '(') {
            sheltered.push_back(takes_null(last_word));
        } else if (sql[at] == ')' && !sheltered.empty()) {
            sheltered.pop_back();
        }
        if (sql[at] != '(' && sql[at] != ' ' && (next == 0 || at >= scan.words[next - 1].offset + last_word.size()))
            last_word = {};
    }
    return found;
}

void check_computed_null(checker& in, const entity& of, const computed& checked) {
    if (checked.optional.value || checked.expression->find('$') != std::string::npos) return;
    const auto scan = scan_sql(*checked.expression);
    if (decides_about_null(scan)) return;
    const auto found = what_makes_null(of, *checked.expression, scan);
    if (found.empty()) return;
    std::vector<std::string> quoted;
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
