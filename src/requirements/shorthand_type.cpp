// SPDX-License-Identifier: Apache-2.0
#include "requirements/shorthand_type.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"

namespace tenon::requirements {

namespace {

/// PostgreSQL keeps the labels of enumerations as names: 63 bytes (section 8.7.4).
constexpr std::size_t longest_label = 63;

/// Nothing when there was a fault, which is reported then.
std::optional<std::vector<literal>> take_arguments(shorthand_scanner& scan, std::string_view type) {
    std::vector<literal> arguments;
    const auto open = scan.offset();
    const auto faults = scan.problems().error_count();
    const auto result = [&]() -> std::optional<std::vector<literal>> {
        if (scan.problems().error_count() > faults) return {};
        return arguments;
    };
    scan.take("(");
    if (scan.take(")")) return result();
    for (;;) {
        scan.skip_blanks();
        const auto start = scan.offset();
        auto argument = scan.take_literal();
        if (!argument || argument->kind != literal_kind::number) {
            if (scan.done()) break;
            if (!argument && scan.next() != ')') scan.take_unknown();
            if (!argument || argument->kind != literal_kind::number)
                scan.error(code::type_argument_value, start, fmt::format("the argument of {} is not an integer", type),
                           fmt::format("write it as {}(10)", type));
        } else {
            arguments.push_back(std::move(*argument));
        }
        if (scan.take(")")) return result();
        if (scan.done()) break;
        if (!scan.take(",")) {
            scan.error(code::type_argument_value, scan.offset(),
                       fmt::format("the arguments of {} are not separated by a comma", type),
                       "write a comma between them");
            scan.take_unknown();
            if (scan.take(")")) return result();
        }
    }
    scan.error(code::parenthesis_not_closed, open, "the parenthesis is not closed", "close it");
    return result();
}

std::optional<located<std::int64_t>> take_limit(shorthand_scanner& scan, const literal& written, std::string_view what,
                                                std::int64_t low, std::int64_t high) {
    const auto value = to_integer(written.value);
    if (value && *value >= low && *value <= high) return located<std::int64_t>{*value, written.where};
    scan.problems().error(code::type_argument_value, scan.written().document().position_of(written.where),
                          fmt::format("the {} {} is not between {} and {}", what, written.value, low, high),
                          fmt::format("choose one from {} to {}", low, high));
    return {};
}

void set_arguments(shorthand_scanner& scan, value_type& type, const std::vector<literal>& arguments, std::size_t open) {
    const std::size_t most = type.kind == type_kind::text ? 1 : type.kind == type_kind::decimal ? 2 : 0;
    if (arguments.size() > most || arguments.empty()) {
        const auto name = to_string(type.kind);
        std::string hint = most == 0   ? fmt::format("write {}", name)
                           : most == 1 ? "write text(n)"
                                       : "write decimal(p,s)";
        if (type.kind == type_kind::money) hint = "write money, or decimal(p,s)";
        if (type.kind == type_kind::float_) hint = "write float, or decimal(p,s) for exact numbers";
        scan.error(code::type_argument_count, open,
                   fmt::format("{} takes {}, not {}", name,
                               most == 0   ? "no argument"
                               : most == 1 ? "one argument"
                                           : "one or two arguments",
                               arguments.size()),
                   hint);
        return;
    }
    // Limits of PostgreSQL: character varying up to 10485760, numeric precision up to 1000 (sections 8.1.2, 8.3).
    if (type.kind == type_kind::text) {
        type.length = take_limit(scan, arguments[0], "length", 1, 10'485'760);
        return;
    }
    type.precision = take_limit(scan, arguments[0], "precision", 1, 1000);
    if (arguments.size() < 2) return;
    type.scale = take_limit(scan, arguments[1], "scale", 0, type.precision ? type.precision->value : 1000);
}

void take_enum_values(shorthand_scanner& scan, value_type& type) {
    scan.skip_blanks();
    const auto open = scan.offset();
    if (!scan.take("[")) {
        scan.error(code::enum_empty, open, "\"one of\" is not followed by its values",
                   "write them in brackets: one of [a, b]");
        scan.stop();
        return;
    }
    bool closed = false;
    while (!scan.done()) {
        if (scan.take("]")) {
            closed = true;
            break;
        }
        const auto start = scan.offset();
        const place where = scan.where();
        std::string value;
        if (auto quoted = scan.take_quoted()) {
            value = std::move(quoted->value);
            if (value.empty() || value.size() > longest_label)
                scan.error(code::enum_value_length, start,
                           fmt::format("the value '{}' has {} bytes", value, value.size()),
                           fmt::format("PostgreSQL allows 1 to {}", longest_label));
        } else if (const auto word = scan.take_word();
                   !word.empty() &&
                   std::string_view(",] \n").find(scan.offset() < scan.text().size() ? scan.text()[scan.offset()]
                                                                                     : ']') != std::string_view::npos) {
            value = std::string(word);
            const char next = scan.next();
            if (next != ',' && next != ']' && next != '\0') {
                const auto rest = std::min(scan.text().find_first_of(",]", scan.offset()), scan.text().size());
                const auto whole = trim(scan.text().substr(start, rest - start));
                scan.error(code::enum_value_malformed, start, fmt::format("the value \"{}\" is not a word", whole),
                           fmt::format("write '{}'", whole));
                scan.go_to(rest);
                value = std::string(whole);
            }
            if (value.size() > longest_label)
                scan.error(code::enum_value_length, start,
                           fmt::format("the value '{}' has {} bytes", value, value.size()),
                           fmt::format("PostgreSQL allows 1 to {}", longest_label));
        } else {
            const auto rest = std::max(start, std::min(scan.text().find_first_of(",]", start), scan.text().size()));
            value = std::string(trim(scan.text().substr(start, rest - start)));
            scan.error(code::enum_value_malformed, start,
                       value.empty() ? "a value is missing here" : fmt::format("the value \"{}\" is not a word", value),
                       value.empty() ? "delete the comma" : fmt::format("write '{}'", replace_all(value, "'", "''")));
            scan.go_to(rest);
        }
        const bool twice =
            std::any_of(type.values.begin(), type.values.end(), [&](const phrase& v) { return *v == value; });
        if (twice && !value.empty()) {
            scan.error(code::enum_value_twice, start, fmt::format("the value \"{}\" is already there", value),
                       "delete one of them");
        } else if (!value.empty()) {
            type.values.push_back({std::move(value), where});
        }
        if (scan.take(",")) continue;
        if (scan.next() != ']' && !scan.done()) {
            scan.error(code::enum_value_malformed, scan.offset(), "a comma is missing here",
                       "separate the values with commas");
            const auto here = scan.offset();
            if (scan.peek_word().empty() && scan.next() != '\'') scan.take_unknown();
            if (scan.offset() == here && scan.peek_word().empty() && scan.next() != '\'') scan.stop();
        }
    }
    if (!closed) scan.error(code::bracket_not_closed, open, "the [ has no closing counterpart", "close it");
    if (closed && type.values.empty())
        scan.error(code::enum_empty, open, "the enumeration has no values", "name at least one value");
}

/// The inner type of range( ) and encrypted( ).
void take_inner(shorthand_scanner& scan, value_type& type, int depth);

std::optional<value_type> take_simple(shorthand_scanner& scan, int depth) {
    scan.skip_blanks();
    const auto start = scan.offset();
    value_type type;
    type.where = scan.where();
    const auto word = scan.take_word();
    if (word.empty()) {
        const auto found = scan.done() ? std::string_view() : scan.take_unknown();
        scan.error(
            code::type_expected, start,
            found.empty() ? "a type is expected here" : fmt::format("a type is expected here, not \"{}\"", found),
            "begin with a type, for example text, integer or one of [a, b]");
        return {};
    }
    if (word == "one" && scan.take_word("of")) {
        type.kind = type_kind::enumeration;
        take_enum_values(scan, type);
        return type;
    }
    if ((word == "range" || word == "encrypted") && scan.next() == '(') {
        type.kind = word == "range" ? type_kind::range : type_kind::encrypted;
        take_inner(scan, type, depth);
        return type;
    }
    if (word == "sql" && scan.next() == '(') {
        type.kind = type_kind::sql;
        const auto inside = scan.take_parenthesised();
        type.name = std::string(trim(scan.text().substr(inside->from, inside->length)));
        if (type.name.empty())
            scan.error(code::sql_type_empty, start, "sql() names no type",
                       "write the PostgreSQL type between the parentheses: sql(tsvector)");
        return type;
    }
    const auto known = find_type_word(word);
    type.kind = known.value_or(type_kind::composite);
    if (!known) type.name = std::string(word);
    if (scan.next() == '(') {
        const auto open = scan.offset();
        const auto arguments = take_arguments(scan, word);
        if (known && arguments) set_arguments(scan, type, *arguments, open);
        if (!known) {
            // Composites take no arguments; what follows is a better message when the name is known elsewhere.
            auto hint = foreign_type_hint(word);
            if (hint.empty()) hint = fmt::format("a PostgreSQL type is written sql({}(…))", word);
            scan.error(code::unknown_type, start, fmt::format("unknown type \"{}\"", word), hint);
            return {};
        }
    }
    return type;
}

void take_inner(shorthand_scanner& scan, value_type& type, int depth) {
    const auto open = scan.offset();
    scan.take("(");
    scan.skip_blanks();
    const auto start = scan.offset();
    if (depth > 3) {
        scan.error(code::encrypted_type, start, "types are nested too deep here", "encrypt a plain type");
        scan.stop();
        return;
    }
    auto inner = take_simple(scan, depth + 1);
    if (inner && scan.take("[]")) inner->array = true;
    if (inner && type.kind == type_kind::range && inner->kind != type_kind::composite) {
        const auto kind = inner->kind;
        const bool good = kind == type_kind::integer || kind == type_kind::bigint || kind == type_kind::decimal ||
                          kind == type_kind::date || kind == type_kind::timestamp;
        if (!good || inner->array || inner->precision)
            scan.error(code::range_type, start, fmt::format("there is no range of {}", to_shorthand(*inner)),
                       "PostgreSQL has ranges of integer, bigint, decimal, date and timestamp");
    }
    if (inner && type.kind == type_kind::encrypted) {
        const auto kind = inner->kind;
        if (kind == type_kind::encrypted || kind == type_kind::password || kind == type_kind::token)
            scan.error(code::encrypted_type, start, fmt::format("{} cannot be encrypted", to_shorthand(*inner)),
                       kind == type_kind::encrypted ? "encrypt once" : "passwords and tokens are only kept as hashes");
    }
    if (inner) type.inner.push_back(std::move(*inner));
    if (scan.take("?"))
        scan.error(code::question_mark_misplaced, scan.offset() - 1, "the ? stands inside the parentheses",
                   "it belongs to the whole attribute: put it behind them");
    if (scan.take(")")) return;
    if (scan.done()) {
        scan.error(code::parenthesis_not_closed, open, "the parenthesis is not closed", "close it");
        return;
    }
    scan.error(code::unexpected_text, scan.offset(),
               fmt::format("\"{}\" cannot stand here", scan.text().substr(scan.offset(), 1)),
               "close the parenthesis after the type");
    const auto close = scan.text().find(')', scan.offset());
    scan.go_to(close == std::string_view::npos ? scan.text().size() : close + 1);
}

}  // namespace

std::optional<value_type> take_type(shorthand_scanner& scan) {
    auto type = take_simple(scan, 0);
    if (!type) return {};
    scan.skip_blanks();
    const auto start = scan.offset();
    if (scan.take("[]")) {
        type->array = true;
        if (scan.next() == '[') {
            scan.error(code::array_malformed, scan.offset(), "an array has one pair of brackets",
                       fmt::format("write sql({}[][]) for more dimensions", to_string(type->kind)));
            while (scan.take("[") || scan.take("]")) {
            }
        }
        return type;
    }
    if (scan.take("[")) {
        const auto close = scan.text().find(']', scan.offset());
        scan.go_to(close == std::string_view::npos ? scan.text().size() : close + 1);
        scan.error(code::array_malformed, start, "the brackets of an array are empty",
                   "write []; a limit on the length goes into rules");
        type->array = true;
    }
    return type;
}

void report_brackets_after(shorthand_scanner& scan) {
    scan.skip_blanks();
    const auto start = scan.offset();
    if (!scan.take("[")) return;
    scan.take("]");
    scan.error(code::array_malformed, start, "the elements of an array cannot be optional",
               "write []? if the whole array may be missing");
}

std::string foreign_type_hint(std::string_view name) {
    static const std::map<std::string_view, std::string_view> hints = {
        {"varchar", "write text(n)"},
        {"char", "write text(n)"},
        {"character", "write text(n)"},
        {"string", "write text"},
        {"str", "write text"},
        {"citext", "write email, or sql(citext)"},
        {"int", "write integer"},
        {"int4", "write integer"},
        {"int8", "write bigint"},
        {"int2", "write smallint"},
        {"long", "write bigint"},
        {"number", "write integer or decimal(p,s)"},
        {"serial", "write integer = generated"},
        {"bigserial", "write bigint = generated"},
        {"numeric", "write decimal(p,s)"},
        {"real", "write float, or sql(real)"},
        {"double", "write float"},
        {"float4", "write float, or sql(real)"},
        {"float8", "write float"},
        {"bool", "write boolean"},
        {"datetime", "write timestamp (always with time zone)"},
        {"timestamptz", "write timestamp (always with time zone)"},
        {"jsonb", "write json (kept as jsonb)"},
        {"bytea", "write binary"},
        {"blob", "write binary"},
        {"bytes", "write binary"},
        {"enum", "write one of [a, b]"},
        {"uri", "write url"},
        {"ip", "write inet"},
        {"cidr", "write inet, or sql(cidr)"},
        {"daterange", "write range(date)"},
        {"tstzrange", "write range(timestamp)"},
        {"int4range", "write range(integer)"},
        {"array", "write the element type with []: text[]"},
        {"list", "write the element type with []: text[]"},
        {"tsvector", "use the behaviour searchable, or sql(tsvector)"},
        {"dict", "write json"},
        {"object", "write json"},
        {"duration", "write interval"},
        {"guid", "write uuid"},
    };
    const auto found = hints.find(to_lower(name));
    return found == hints.end() ? std::string() : std::string(found->second);
}

}  // namespace tenon::requirements
