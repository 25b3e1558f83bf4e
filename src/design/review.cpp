// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/columns.hpp"

namespace tenon::design {

using requirements::type_kind;

namespace {

/// True when one of the name's words is one of `words`.
bool has_word(const std::string& name, std::initializer_list<std::string_view> words) {
    for (const auto part : split(name, '_'))
        for (const auto word : words)
            if (part == word) return true;
    return false;
}

/// sql(…): types that the language has a better word for.
void review_sql_type(workbench& bench, const entity_model& entity, const requirements::attribute& source) {
    const std::string type = to_lower(trim(source.type.name));
    const position where = bench.at(source.type.where);
    const auto base = type.substr(0, type.find('('));
    if ((base == "timestamp" && type.find("with time zone") == std::string::npos) ||
        type == "timestamp without time zone")
        bench.problems.warning(
            code::timestamp_without_zone, where,
            fmt::format("{}.{} is a timestamp without time zone: what instant it means depends on who reads it",
                        entity.name, *source.name),
            "write `timestamp`, which is kept with time zone");
    if (base == "money")
        bench.problems.warning(
            code::money_type, where,
            fmt::format("{}.{} has PostgreSQL's money: its scale and currency depend on a server setting", entity.name,
                        *source.name),
            "write `money` (numeric by convention) or decimal(p,s)");
    if (base == "json")
        bench.problems.warning(code::json_text_type, where,
                               fmt::format("{}.{} is json, which is kept as text and cannot be indexed or compared",
                                           entity.name, *source.name),
                               "write `json`, which is kept as jsonb");
    if (base == "serial" || base == "bigserial" || base == "smallserial" || base == "serial4" || base == "serial8")
        bench.problems.error(code::serial_type, where,
                             fmt::format("{}.{} is {}, which is no type but a shorthand that CREATE TABLE expands",
                                         entity.name, *source.name, base),
                             "write `bigint = generated`");
    if (base == "char" || base == "character" || base == "bpchar")
        bench.problems.warning(code::padded_text_type, where,
                               fmt::format("{}.{} is {}, which is padded with blanks", entity.name, *source.name, type),
                               "write text(n), with a rule on the length if it is fixed");
}

}  // namespace

void review_attribute(workbench& bench, const entity_model& entity, const requirements::attribute& source) {
    const std::string name = column_name_of(*source.name);
    const position where = bench.at(source.name.where);
    const auto kind = source.type.kind;
    if (kind == type_kind::sql) review_sql_type(bench, entity, source);

    if (kind == type_kind::float_ && has_word(name, {"price", "amount", "cost", "fee", "salary", "balance", "total",
                                                     "revenue", "budget", "tax", "money"}))
        bench.problems.warning(code::money_in_float, where,
                               fmt::format("{}.{} looks like money and is a float, which cannot hold 0.10 exactly",
                                           entity.name, *source.name),
                               "write `money` or decimal(p,s)");
    if (kind == type_kind::float_ && has_word(name, {"ratio", "percent", "percentage", "quota", "share"}))
        bench.problems.information(code::ratio_in_float, where,
                                   fmt::format("{}.{} looks like a ratio and is a float", entity.name, *source.name),
                                   fmt::format("write decimal{}, the convention for ratios",
                                               entity.conventions.ratio.substr(std::string_view("numeric").size())));
    if (kind == type_kind::boolean && !source.type.array && !entity.conventions.booleans.empty()) {
        const auto& prefixes = entity.conventions.booleans;
        if (std::none_of(prefixes.begin(), prefixes.end(),
                         [&](const auto& prefix) { return name.starts_with(prefix); }))
            bench.problems.warning(
                code::boolean_prefix, where,
                fmt::format("the boolean {}.{} does not begin with {}", entity.name, *source.name,
                            join(prefixes, ", ")),
                fmt::format("call it {}{}, or override the convention `booleans`", prefixes.front(), name));
    }
}

}  // namespace tenon::design
