// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/bounds.hpp"
#include "requirements/checker.hpp"
#include "requirements/shorthand.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

/// "LotReview" → "lot_review": how an entity may be named in SQL.
std::string snake_case(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool upper = name[i] >= 'A' && name[i] <= 'Z';
        const bool boundary = i > 0 && upper &&
                              (!(name[i - 1] >= 'A' && name[i - 1] <= 'Z') ||
                               (i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z'));
        if (boundary && out.back() != '_') out += '_';
        out += upper ? static_cast<char>(name[i] + 32) : name[i];
    }
    return out;
}

/// Ways an SQL writer may name the table of an entity.
bool names_entity(std::string_view word, const entity& candidate) {
    const auto lower = to_lower(word), snake = snake_case(*candidate.name);
    if (lower == to_lower(*candidate.name) || lower == snake || lower == snake + "s" || lower == snake + "es")
        return true;
    if (candidate.table && lower == to_lower(**candidate.table)) return true;
    return snake.ends_with('y') && lower == snake.substr(0, snake.size() - 1) + "ies";
}

const entity* find_named(checker& in, const entity& of, std::string_view word) {
    for (const auto& candidate : in.doc().entities)
        if (&candidate != &of && names_entity(word, candidate)) return &candidate;
    return nullptr;
}

/// A CHECK sees one row of one table: other entities and subqueries need a trigger.
void check_reach(checker& in, const entity& of, const rule& checked, const sql_scan& scan) {
    const sql_word* subquery = nullptr;
    const sql_word* other = nullptr;
    const entity* named = nullptr;
    for (std::size_t i = 0; i < scan.words.size(); ++i) {
        const auto& word = scan.words[i];
        const auto lower = to_lower(word.text);
        if (!word.quoted && lower == "select" && !subquery) subquery = &word;
        if (other) continue;
        const auto before = i > 0 ? to_lower(scan.words[i - 1].text) : std::string();
        const bool table_place =
            (subquery && (before == "from" || before == "join")) || (word.qualifies && !word.qualified);
        if (!table_place || of.find_attribute(word.text)) continue;
        named = find_named(in, of, word.text);
        if (named) other = &word;
    }
    if (!subquery && !other) return;
    const auto name = checked.name ? fmt::format("rule \"{}\"", **checked.name) : std::string("a rule");
    const auto& at = other ? *other : *subquery;
    in.error(
        code::rule_names_entity, in.inside(checked.expression, at.offset),
        other ? fmt::format("{} names entity \"{}\"; a CHECK sees one row of \"{}\" only", name, *named->name, *of.name)
              : fmt::format("{} contains a query; a CHECK sees one row of \"{}\" only", name, *of.name),
        "write a constraint trigger in the section sql: create constraint trigger … after insert or update … "
        "deferrable initially deferred");
}

/// `quantity < 0` where the attribute says `>= 0`; `started_at is null` where it is required.
void check_contradiction(checker& in, const entity& of, const rule& checked, const sql_scan& scan) {
    const auto sql = trim(*checked.expression);
    if (scan.words.empty() || scan.words[0].offset != 0) return;
    const auto* attribute = of.find_attribute(scan.words[0].text);
    if (!attribute) return;
    const auto rest =
        trim(sql.substr(std::min(sql.size(), scan.words[0].text.size() + (scan.words[0].quoted ? 2 : 0))));
    const auto report = [&](std::string message) {
        in.error(code::rule_contradicts, checked.expression.where, std::move(message),
                 "correct the rule or the attribute");
    };
    if (to_lower(rest) == "is null") {
        if (!attribute->optional.value)
            report(fmt::format("the rule wants \"{}\" to be null, but it is required", *attribute->name));
        return;
    }
    requirements::check compared;
    std::string_view number = rest;
    for (const auto& [sign, kind] : {std::pair{">=", check_kind::at_least},
                                     {"<=", check_kind::at_most},
                                     {">", check_kind::above},
                                     {"<", check_kind::below}}) {
        if (!rest.starts_with(sign)) continue;
        compared.kind = kind;
        number = trim(rest.substr(std::string_view(sign).size()));
        break;
    }
    if (number == rest) return;
    const auto value = parse_number(number);
    if (!value || !is_number(attribute->type.kind)) return;
    compared.low = {literal_kind::number, *value, {}};
    auto limits = bounds_of(*attribute);
    if (is_empty(limits, false)) return;
    narrow(limits, compared);
    const bool whole = attribute->type.kind == type_kind::integer || attribute->type.kind == type_kind::bigint ||
                       attribute->type.kind == type_kind::smallint;
    if (is_empty(limits, whole))
        report(fmt::format("no value of \"{}\" satisfies both the rule and the attribute's \"{}\"", *attribute->name,
                           compared.kind == check_kind::at_least || compared.kind == check_kind::above
                               ? limits.high->written
                               : limits.low->written));
}

void check_computed(checker& in, const entity& of, const computed& checked) {
    for (const auto& word : scan_sql(*checked.expression).words) {
        if (word.called || word.qualified) continue;
        const auto matches = [&](const computed& candidate) {
            return word.quoted ? word.text == *candidate.name : to_lower(word.text) == to_lower(*candidate.name);
        };
        if (matches(checked)) {
            in.error(code::computed_self, in.inside(checked.expression, word.offset),
                     fmt::format("computed column \"{}\" refers to itself", *checked.name),
                     "use the attributes it is computed from");
            return;
        }
        for (const auto& other : of.computed) {
            if (!matches(other)) continue;
            in.error(
                code::computed_chain, in.inside(checked.expression, word.offset),
                fmt::format("computed column \"{}\" refers to the computed column \"{}\"", *checked.name, *other.name),
                fmt::format("PostgreSQL computes from stored columns only; write the expression of \"{}\" out",
                            *other.name));
            return;
        }
    }
}

}  // namespace

void check_expressions(checker& in, const entity& of) {
    for (const auto& computed : of.computed) check_computed(in, of, computed);
    std::map<std::string, const rule*> seen;
    std::set<std::string> names;
    for (const auto& rule : of.rules) {
        const auto [first, fresh] = seen.emplace(*rule.expression, &rule);
        if (!fresh)
            in.error(code::rule_twice, rule.expression.where,
                     fmt::format("this rule of entity \"{}\" is already on line {}", *of.name,
                                 first->second->expression.where.line),
                     "delete one of them");
        const auto scan = scan_sql(*rule.expression);
        check_reach(in, of, rule, scan);
        check_contradiction(in, of, rule, scan);
    }
}

}  // namespace tenon::requirements
