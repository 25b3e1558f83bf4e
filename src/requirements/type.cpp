// SPDX-License-Identifier: Apache-2.0
#include "requirements/type.hpp"

#include "base/text.hpp"

namespace tenon::requirements {

namespace {

// In the order of type_kind.
constexpr std::string_view names[] = {"text",    "integer",   "bigint",    "smallint",  "decimal",  "float", "money",
                                      "boolean", "date",      "time",      "timestamp", "interval", "uuid",  "json",
                                      "binary",  "email",     "url",       "inet",      "password", "token", "one of",
                                      "range",   "encrypted", "composite", "sql"};

constexpr std::size_t word_count = static_cast<std::size_t>(type_kind::token) + 1;

bool is_word(std::string_view value) {
    if (value.empty() || (value[0] >= '0' && value[0] <= '9')) return false;
    return std::all_of(value.begin(), value.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

}  // namespace

bool operator==(const value_type& a, const value_type& b) {
    return std::tie(a.kind, a.array, a.length, a.precision, a.scale, a.values, a.inner, a.name) ==
           std::tie(b.kind, b.array, b.length, b.precision, b.scale, b.values, b.inner, b.name);
}

std::string_view to_string(type_kind kind) {
    return names[static_cast<std::size_t>(kind)];
}

std::optional<type_kind> find_type_word(std::string_view word) {
    for (std::size_t i = 0; i < word_count; ++i)
        if (names[i] == word) return static_cast<type_kind>(i);
    return {};
}

std::span<const std::string> type_words() {
    static const std::vector<std::string> words(std::begin(names), std::begin(names) + word_count);
    return words;
}

std::vector<std::string> labels_of(const value_type& type) {
    std::vector<std::string> out;
    out.reserve(type.values.size());
    for (const auto& value : type.values) out.push_back(*value);
    return out;
}

std::string to_shorthand(const value_type& type) {
    std::string out;
    switch (type.kind) {
        case type_kind::enumeration: {
            std::vector<std::string> values;
            values.reserve(type.values.size());
            for (const auto& value : type.values)
                values.push_back(is_word(*value) ? *value : "'" + replace_all(*value, "'", "''") + "'");
            out = fmt::format("one of [{}]", join(values, ", "));
            break;
        }
        case type_kind::range:
        case type_kind::encrypted:
            out =
                fmt::format("{}({})", to_string(type.kind), type.inner.empty() ? "" : to_shorthand(type.inner.front()));
            break;
        case type_kind::sql:
            out = fmt::format("sql({})", type.name);
            break;
        case type_kind::composite:
            out = type.name;
            break;
        default:
            out = to_string(type.kind);
            if (type.length) out += fmt::format("({})", type.length->value);
            if (type.precision && type.scale) out += fmt::format("({},{})", type.precision->value, type.scale->value);
            if (type.precision && !type.scale) out += fmt::format("({})", type.precision->value);
    }
    return type.array ? out + "[]" : out;
}

bool is_number(type_kind kind) {
    return kind >= type_kind::integer && kind <= type_kind::money;
}

bool is_text(type_kind kind) {
    return kind == type_kind::text || kind == type_kind::email || kind == type_kind::url;
}

}  // namespace tenon::requirements
