// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/checker.hpp"

namespace tenon::requirements {

namespace {

void check_list(checker& in, const entity& of, std::span<const std::string> columns,
                const std::vector<column_reference>& list, std::string_view where) {
    std::set<std::string> seen;
    for (const auto& column : list) {
        if (column.expression) continue;
        if (!seen.insert(*column.name).second) {
            in.error(code::column_twice, column.name.where,
                     fmt::format("\"{}\" stands twice in {} of entity \"{}\"", *column.name, where, *of.name),
                     "delete one of them");
            continue;
        }
        in.check_column(of, columns, column.name, where);
    }
}

/// The same rule again, later in the list.
template <class Rule>
void check_repeats(checker& in, const entity& of, const std::vector<Rule>& rules, std::string_view what) {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            if (rules[i].of != rules[k].of || rules[i].where != rules[k].where) continue;
            if constexpr (requires { rules[i].using_; }) {
                if (rules[i].using_ != rules[k].using_) continue;
            }
            in.error(code::declared_twice, rules[i].at,
                     fmt::format("this {} of entity \"{}\" is already on line {}", what, *of.name, rules[k].at.line),
                     "delete one of them");
            break;
        }
    }
}

void check_method(checker& in, const std::optional<phrase>& method) {
    if (!method) return;
    static const std::vector<std::string> known = {"btree", "hash", "gin",     "gist",   "spgist",   "brin", "bloom",
                                                   "rum",   "hnsw", "ivfflat", "vchord", "pgroonga", "bm25"};
    if (std::find(known.begin(), known.end(), to_lower(**method)) != known.end()) return;
    if (const auto near = closest(**method, known))
        in.error(code::index_method_misspelt, method->where, fmt::format("unknown index method \"{}\"", **method),
                 fmt::format("did you mean \"{}\"?", *near));
}

void check_key(checker& in, const entity& of, std::span<const std::string> columns) {
    std::set<std::string> seen;
    for (const auto& name : of.key) {
        if (!seen.insert(*name).second) {
            in.error(code::column_twice, name.where,
                     fmt::format("\"{}\" stands twice in \"key\" of entity \"{}\"", *name, *of.name),
                     "delete one of them");
            continue;
        }
        if (!in.check_column(of, columns, name, "\"key\"")) continue;
        const auto* attribute = of.find_attribute(*name);
        const auto* role = of.find_role(*name);
        if ((attribute && attribute->optional.value) || (role && role->optional.value))
            in.error(code::key_optional, name.where,
                     fmt::format("{} \"{}\" is part of the key and optional", attribute ? "attribute" : "role", *name),
                     "keys are never null: delete its ?");
    }
    if (of.key.empty()) return;
    for (const auto& attribute : of.attributes)
        if (attribute.key.value)
            in.error(code::key_said_twice, attribute.key.where,
                     fmt::format("the key of entity \"{}\" is declared as a list, and by \"key\" at attribute \"{}\"",
                                 *of.name, *attribute.name),
                     "keep one of them");
}

}  // namespace

void check_columns(checker& in, const entity& of) {
    const auto columns = in.columns_of(of);
    check_key(in, of, columns);
    for (const auto& rule : of.unique) check_list(in, of, columns, rule.of, "\"unique\"");
    for (const auto& rule : of.exclude) {
        check_list(in, of, columns, rule.of, "\"exclude\"");
        check_method(in, rule.using_);
    }
    for (const auto& rule : of.index) {
        check_list(in, of, columns, rule.of, "\"index\"");
        check_method(in, rule.using_);
        for (const auto& name : rule.include) {
            if (!in.check_column(of, columns, name, "\"include\"")) continue;
            for (const auto& column : rule.of)
                if (*column.name == *name && !column.expression)
                    in.error(code::column_twice, name.where,
                             fmt::format("\"{}\" stands twice in \"index\" of entity \"{}\"", *name, *of.name),
                             "what the index is ordered by need not be included");
        }
    }
    check_repeats(in, of, of.unique, "unique combination");
    check_repeats(in, of, of.exclude, "exclusion");
    check_repeats(in, of, of.index, "index");
    for (const auto& rule : of.unique) {
        if (rule.of.size() != 1 || rule.of[0].expression || rule.where) continue;
        const auto* attribute = of.find_attribute(*rule.of[0].name);
        if (attribute && attribute->unique.value)
            in.error(code::declared_twice, rule.at, fmt::format("attribute \"{}\" is unique already", *attribute->name),
                     "delete one of them");
    }
    for (const auto& rule : of.access)
        for (const auto& permission : rule.permissions)
            for (const auto& name : permission.columns)
                in.check_column(of, columns, name, fmt::format("the access of role \"{}\"", *rule.role));
}

}  // namespace tenon::requirements
