// SPDX-License-Identifier: Apache-2.0
#include "requirements/check_literal.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/bounds.hpp"

#include <boost/json/parse.hpp>

namespace tenon::requirements {

namespace {

std::string_view describe(literal_kind kind) {
    switch (kind) {
        case literal_kind::number:
            return "a number";
        case literal_kind::text:
            return "a text";
        case literal_kind::boolean:
            return "a boolean";
        case literal_kind::null:
            return "null";
    }
    return "null";
}

bool is_whole(type_kind kind) {
    return kind == type_kind::integer || kind == type_kind::bigint || kind == type_kind::smallint;
}

bool is_uuid(std::string_view value) {
    if (value.size() != 36) return false;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')))
            return false;
    }
    return true;
}

/// Why the number cannot be held by the type; empty when it can.
std::string misfit(const value_type& type, std::string_view number) {
    if (is_whole(type.kind)) {
        const auto point = number.find('.');
        if (point != std::string_view::npos && number.find_first_not_of('0', point + 1) != std::string_view::npos)
            return "it has a fraction";
        const auto value = to_integer(number);
        const std::int64_t limit = type.kind == type_kind::smallint  ? 32'767
                                   : type.kind == type_kind::integer ? 2'147'483'647
                                                                     : INT64_MAX;
        if (!value || *value > limit || *value < -limit - 1) return fmt::format("it holds {} to {}", -limit - 1, limit);
        return {};
    }
    std::int64_t precision = 0, scale = 0;
    if (type.kind == type_kind::decimal && type.precision) {
        precision = type.precision->value;
        scale = type.scale ? type.scale->value : 0;
    } else {
        return {};
    }
    if (number.starts_with('-')) number.remove_prefix(1);
    const auto point = number.find('.');
    auto fraction = point == std::string_view::npos ? std::string_view() : number.substr(point + 1);
    while (fraction.ends_with('0')) fraction.remove_suffix(1);
    auto whole = number.substr(0, point);
    while (whole.starts_with('0')) whole.remove_prefix(1);
    if (static_cast<std::int64_t>(fraction.size()) > scale)
        return fmt::format("it holds {} digits after the point", scale);
    if (static_cast<std::int64_t>(whole.size()) > precision - scale)
        return fmt::format("it holds {} digits before the point", precision - scale);
    return {};
}

bool check_fit(checker& in, const value_type& type, const literal& value) {
    const auto why = misfit(type, value.value);
    if (why.empty()) return true;
    in.error(code::number_does_not_fit, value.where,
             fmt::format("{} does not fit {}: {}", value.value, to_shorthand(type), why),
             "choose a larger type, or another number");
    return false;
}

/// What the type's literals are: number, text or boolean; nothing when it has none.
std::optional<literal_kind> literals_of(type_kind kind) {
    if (is_number(kind)) return literal_kind::number;
    if (kind == type_kind::boolean) return literal_kind::boolean;
    if (kind == type_kind::composite || kind == type_kind::sql || kind == type_kind::encrypted ||
        kind == type_kind::password || kind == type_kind::token)
        return {};
    return literal_kind::text;
}

std::string literal_hint(const value_type& type, const literal& value) {
    switch (literals_of(type.kind).value_or(literal_kind::text)) {
        case literal_kind::number:
            return "write a number without quotes";
        case literal_kind::boolean:
            return "write true or false";
        default:
            break;
    }
    if (type.kind == type_kind::json) return "write JSON in single quotes: '{}'";
    if (is_text(type.kind) || type.kind == type_kind::enumeration) return fmt::format("write '{}'", value.value);
    if (type.kind == type_kind::interval) return "write it in single quotes: '5 minutes'";
    return "write it in single quotes";
}

}  // namespace

bool check_operand(checker& in, const value_type& type, const check& comparison, const literal& operand) {
    const auto kind = type.kind;
    const bool only_equality = kind == type_kind::boolean || kind == type_kind::uuid || kind == type_kind::enumeration;
    const bool incomparable = kind == type_kind::json || kind == type_kind::binary || kind == type_kind::range;
    if (incomparable || (only_equality && comparison.kind != check_kind::not_equal)) {
        in.error(code::check_wrong_type, comparison.where,
                 fmt::format("\"{}\" does not fit {}", to_string(comparison.kind), to_shorthand(type)),
                 kind == type_kind::enumeration ? "leave the values out of the enumeration instead"
                                                : "write the condition as SQL under rules");
        return false;
    }
    const auto wanted = literals_of(kind);
    if (wanted && operand.kind != *wanted) {
        in.error(code::check_wrong_type, operand.where,
                 fmt::format("{} is {}, but the attribute is {}", to_shorthand(operand), describe(operand.kind),
                             to_shorthand(type)),
                 literal_hint(type, operand));
        return false;
    }
    return operand.kind != literal_kind::number || check_fit(in, type, operand);
}

bool check_default_literal(checker& in, const attribute& of, const literal& value) {
    const auto& type = of.type;
    const auto refuse = [&](std::string hint) {
        in.error(code::default_wrong_type, value.where,
                 fmt::format("the default {} is {}, but the attribute is {}", to_shorthand(value), describe(value.kind),
                             to_shorthand(type)),
                 std::move(hint));
        return false;
    };
    if (type.kind == type_kind::sql) return true;
    if (type.array) {
        if (value.kind != literal_kind::text) return refuse("write an array in single quotes: '{}'");
        if (value.value.starts_with('{') && value.value.ends_with('}'))
            return false;  // its elements are the server's to judge
        return refuse("write an array in single quotes and braces: '{}'");
    }
    if (type.kind == type_kind::composite) return refuse("write an expression in parentheses: (row(…))");
    const auto wanted = literals_of(type.kind);
    if (wanted && value.kind != *wanted) return refuse(literal_hint(type, value));
    if (value.kind == literal_kind::number) return check_fit(in, type, value);
    if (type.kind == type_kind::enumeration) {
        const auto values = labels_of(type);
        if (std::find(values.begin(), values.end(), value.value) != values.end()) return true;
        in.error(code::default_not_in_enum, value.where,
                 fmt::format("the default \"{}\" is not a value of the enumeration", value.value),
                 suggest(value.value, values, "values"));
        return false;
    }
    const auto length = static_cast<std::int64_t>(count_characters(value.value));
    if (type.length && length > type.length->value) {
        in.error(code::default_too_long, value.where,
                 fmt::format("the default {} has {} characters, more than {} allows", to_shorthand(value), length,
                             to_shorthand(type)),
                 "shorten it, or make the type longer");
        return false;
    }
    if (type.kind == type_kind::json) {
        boost::system::error_code fault;
        boost::json::parse_options options;
        options.max_depth = 64;
        boost::json::parse(value.value, fault, {}, options);
        if (!fault) return true;
        in.error(code::json_default_malformed, value.where,
                 fmt::format("the default {} is not JSON", to_shorthand(value)),
                 "write valid JSON: '{}', '[]', '\"text\"'");
        return false;
    }
    if (type.kind == type_kind::uuid && !is_uuid(value.value))
        return refuse("write a uuid, or generated for a new one");
    const auto lower = to_lower(trim(value.value));
    const bool moment =
        type.kind == type_kind::timestamp || type.kind == type_kind::date || type.kind == type_kind::time;
    if (moment && (lower == "now" || lower == "today" || lower == "tomorrow" || lower == "yesterday"))
        in.error(code::default_frozen, value.where,
                 fmt::format("the default {} would be the time at which the table is made", to_shorthand(value)),
                 type.kind == type_kind::date ? "write today without quotes" : "write now without quotes");
    return true;
}

}  // namespace tenon::requirements
