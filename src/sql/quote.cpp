// SPDX-License-Identifier: Apache-2.0
#include "sql/quote.hpp"

#include "base/failure.hpp"
#include "base/text.hpp"
#include "sql/keywords.hpp"

namespace tenon::sql {
namespace {

void refuse_zero_bytes(std::string_view text) {
    require(text.find('\0') == std::string_view::npos, "a zero byte cannot be written in SQL text");
}

bool is_bare_identifier(std::string_view name) {
    if (name.empty() || (name[0] != '_' && (name[0] < 'a' || name[0] > 'z'))) return false;
    for (const char c : name) {
        if (c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9')) return false;
    }
    return keyword(name).value_or(keyword_category::unreserved) == keyword_category::unreserved;
}

void append_doubled(std::string& out, std::string_view text, std::string_view doubled) {
    for (const char c : text) {
        if (doubled.find(c) != std::string_view::npos) out += c;
        out += c;
    }
}

}  // namespace

std::string quote_identifier(std::string_view name) {
    refuse_zero_bytes(name);
    if (is_bare_identifier(name)) return std::string(name);
    std::string out;
    out.reserve(name.size() + 2);
    out += '"';
    append_doubled(out, name, "\"");
    out += '"';
    return out;
}

std::string quote_qualified(std::string_view schema, std::string_view name) {
    if (schema.empty()) return quote_identifier(name);
    std::string out = quote_identifier(schema);
    out += '.';
    out += quote_identifier(name);
    return out;
}

std::string quote_qualified(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const auto part : parts) {
        if (part.empty()) continue;
        if (!out.empty()) out += '.';
        out += quote_identifier(part);
    }
    return out;
}

std::string quote_literal(std::string_view value) {
    refuse_zero_bytes(value);
    std::string out;
    out.reserve(value.size() + 3);
    // Without E'' a backslash would mean itself or an escape, depending on standard_conforming_strings.
    if (value.find('\\') != std::string_view::npos) out += 'E';
    out += '\'';
    append_doubled(out, value, "'\\");
    out += '\'';
    return out;
}

std::string quote_dollar(std::string_view text, std::string_view hint) {
    refuse_zero_bytes(text);
    std::string delimiter = fmt::format("${}$", hint);
    // A body that ends in the delimiter's beginning ("… $body" + "$body$") would close it too early as well.
    const auto occurs = [&] {
        const std::string_view open = std::string_view(delimiter).substr(0, delimiter.size() - 1);
        return text.find(delimiter) != std::string_view::npos || text.ends_with(open);
    };
    for (int number = 1; occurs(); ++number) delimiter = fmt::format("${}{}$", hint.empty() ? "body" : hint, number);
    return fmt::format("{0}{1}{0}", delimiter, text);
}

std::string unquote_identifier(std::string_view text) {
    if (text.size() < 2 || text.front() != '"') return to_lower(text);
    return replace_all(std::string(text.substr(1, text.size() - 2)), "\"\"", "\"");
}

}  // namespace tenon::sql
