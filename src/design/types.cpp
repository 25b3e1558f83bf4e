// SPDX-License-Identifier: Apache-2.0
#include "design/types.hpp"

#include "sql/quote.hpp"

#include <charconv>

namespace tenon::design {

using requirements::check_kind;
using requirements::default_kind;
using requirements::literal_kind;
using requirements::type_kind;

namespace {

std::string numeric_with(const requirements::value_type& type) {
    if (!type.precision) return "numeric";
    return fmt::format("numeric({},{})", **type.precision, type.scale ? **type.scale : 0);
}

std::string range_of(const requirements::value_type& inner) {
    switch (inner.kind) {
        case type_kind::smallint:
        case type_kind::integer:
            return "int4range";
        case type_kind::bigint:
            return "int8range";
        case type_kind::date:
            return "daterange";
        case type_kind::timestamp:
            return "tstzrange";
        default:
            return "numrange";
    }
}

}  // namespace

std::string sql_type(const requirements::value_type& type, const convention_set& conventions,
                     const std::string& named) {
    std::string out;
    switch (type.kind) {
        case type_kind::text:
            out = type.length ? fmt::format("character varying({})", **type.length) : "text";
            break;
        case type_kind::integer:
            out = "integer";
            break;
        case type_kind::bigint:
            out = "bigint";
            break;
        case type_kind::smallint:
            out = "smallint";
            break;
        case type_kind::decimal:
            out = numeric_with(type);
            break;
        case type_kind::float_:
            out = "double precision";
            break;
        case type_kind::money:
            out = conventions.money;
            break;
        case type_kind::boolean:
            out = "boolean";
            break;
        case type_kind::date:
            out = "date";
            break;
        case type_kind::time:
            out = "time without time zone";
            break;
        case type_kind::timestamp:
            out = "timestamp with time zone";
            break;
        case type_kind::interval:
            out = "interval";
            break;
        case type_kind::uuid:
            out = "uuid";
            break;
        case type_kind::json:
            out = "jsonb";
            break;
        case type_kind::binary:
            out = "bytea";
            break;
        case type_kind::email:
            out = sql::quote_qualified(conventions.schema, "citext");
            break;
        case type_kind::url:
            out = "text";
            break;
        case type_kind::inet:
            out = "inet";
            break;
        case type_kind::password:
            out = "text";
            break;
        case type_kind::token:
            out = "bytea";
            break;
        case type_kind::enumeration:
            out = named.empty() ? "text" : named;
            break;
        case type_kind::range:
            out = type.inner.empty() ? "numrange" : range_of(type.inner[0]);
            break;
        case type_kind::encrypted:
            out = "bytea";
            break;
        case type_kind::composite:
            out = named;
            break;
        case type_kind::sql:
            out = type.name;
            break;
    }
    return type.array ? out + "[]" : out;
}

std::string sql_literal(const requirements::literal& value) {
    switch (value.kind) {
        case literal_kind::text:
            return sql::quote_literal(value.value);
        case literal_kind::null:
            return "NULL";
        default:
            return value.value;
    }
}

std::string sql_default(const requirements::default_value& value, const requirements::value_type& type) {
    switch (value.kind) {
        case default_kind::literal:
            return value.literal.kind == literal_kind::null ? "" : sql_literal(value.literal);
        case default_kind::enum_value:
            return sql::quote_literal(value.literal.value);
        case default_kind::now:
            return type.kind == type_kind::date ? "CURRENT_DATE" : type.kind == type_kind::time ? "LOCALTIME" : "now()";
        case default_kind::today:
            return type.kind == type_kind::date ? "CURRENT_DATE" : "date_trunc('day', now())";
        case default_kind::generated:
            return type.kind == type_kind::uuid ? "gen_random_uuid()" : "";
        case default_kind::expression:
            return value.expression;
    }
    return {};
}

std::string sql_check(const requirements::check& check, const requirements::value_type& type, const std::string& column,
                      const std::string& all_match, const std::string& all_lengths) {
    const std::string low = sql_literal(check.low), high = sql_literal(check.high);
    const bool each = type.array;
    // `literal operator ALL (column)` is how a condition holds for every element, so operators stand the other way.
    switch (check.kind) {
        case check_kind::at_least:
            return each ? fmt::format("{} <= ALL ({})", low, column) : fmt::format("{} >= {}", column, low);
        case check_kind::above:
            return each ? fmt::format("{} < ALL ({})", low, column) : fmt::format("{} > {}", column, low);
        case check_kind::at_most:
            return each ? fmt::format("{} >= ALL ({})", low, column) : fmt::format("{} <= {}", column, low);
        case check_kind::below:
            return each ? fmt::format("{} > ALL ({})", low, column) : fmt::format("{} < {}", column, low);
        case check_kind::not_equal:
            return each ? fmt::format("{} <> ALL ({})", low, column) : fmt::format("{} <> {}", column, low);
        case check_kind::between:
            return each ? fmt::format("{} <= ALL ({}) AND {} >= ALL ({})", low, column, high, column)
                        : fmt::format("{0} >= {1} AND {0} <= {2}", column, low, high);
        case check_kind::matches:
            return each ? fmt::format("{}({}::text[], {})", all_match, column, low)
                        : fmt::format("{} ~ {}", column, low);
        case check_kind::length_at_least:
        case check_kind::length_at_most: {
            const bool least = check.kind == check_kind::length_at_least;
            if (each)
                return least ? fmt::format("{}({}::text[], {}, NULL)", all_lengths, column, low)
                             : fmt::format("{}({}::text[], NULL, {})", all_lengths, column, low);
            const std::string_view function = type.kind == type_kind::binary ? "octet_length" : "char_length";
            const std::string value = type.kind == type_kind::email ? column + "::text" : column;
            return fmt::format("{}({}) {} {}", function, value, least ? ">=" : "<=", low);
        }
        case check_kind::expression:
            return check.expression;
    }
    return {};
}

int average_width(std::string_view type, int& align) {
    struct entry {
        std::string_view name;
        int width, align;
    };
    // Fixed widths: pg_type.typlen; the others are guesses for short texts and documents.
    static constexpr entry entries[] = {
        {"boolean", 1, 1},    {"smallint", 2, 2},
        {"integer", 4, 4},    {"bigint", 8, 8},
        {"uuid", 16, 1},      {"date", 4, 4},
        {"time", 8, 8},       {"timestamp", 8, 8},
        {"real", 4, 4},       {"double precision", 8, 8},
        {"interval", 16, 8},  {"numeric", 8, 1},
        {"inet", 8, 1},       {"jsonb", 200, 4},
        {"json", 200, 4},     {"tsvector", 240, 4},
        {"bytea", 64, 1},     {"daterange", 14, 4},
        {"tstzrange", 22, 4}, {"int4range", 14, 4},
        {"int8range", 22, 4}, {"numrange", 24, 4},
    };
    if (type.ends_with("[]")) {
        int inner_align = 1;
        const int inner = average_width(type.substr(0, type.size() - 2), inner_align);
        align = 4;
        return 24 + 4 * inner;
    }
    for (const auto& [name, width, alignment] : entries)
        if (type.starts_with(name)) {
            align = alignment;
            return width;
        }
    align = 1;
    if (type.starts_with("character varying(")) {
        int length = 64;
        std::from_chars(type.data() + 18, type.data() + type.size() - 1, length);
        return 1 + std::min(length / 2 + 1, 60);
    }
    if (type == "text") return 40;
    if (type.ends_with("citext")) return 26;
    if (type.find('.') != std::string_view::npos) {  // an enumeration, most of the time
        align = 4;
        return 4;
    }
    return 32;
}

}  // namespace tenon::design
