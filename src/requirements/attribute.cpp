// SPDX-License-Identifier: Apache-2.0
#include "requirements/attribute.hpp"

#include "base/text.hpp"

namespace tenon::requirements {

bool operator==(const check& a, const check& b) {
    return std::tie(a.kind, a.low, a.high, a.expression) == std::tie(b.kind, b.low, b.high, b.expression);
}

bool operator==(const default_value& a, const default_value& b) {
    return std::tie(a.kind, a.literal, a.expression) == std::tie(b.kind, b.literal, b.expression);
}

bool operator==(const deprecation& a, const deprecation& b) {
    return std::tie(a.since, a.remove_after, a.reason, a.use) == std::tie(b.since, b.remove_after, b.reason, b.use);
}

bool operator==(const attribute& a, const attribute& b) {
    const auto all = [](const attribute& x) {
        return std::tie(x.name, x.type, x.optional, x.unique, x.indexed, x.key, x.immutable, x.findable, x.reusable,
                        x.checks, x.default_, x.description, x.was, x.owner, x.sensitive, x.depends_on, x.search,
                        x.example, x.json_schema, x.deprecated);
    };
    return all(a) == all(b);
}

std::string_view secret_word(std::string_view name) {
    const auto lower = to_lower(name);
    std::string_view last;
    std::size_t from = 0;
    for (const std::string_view word :
         {"password", "passwd", "token", "secret", "api_key", "apikey", "passphrase", "private_key"}) {
        const auto found = lower.rfind(word);
        if (found == std::string::npos || (!last.empty() && found < from)) continue;
        last = word;
        from = found;
    }
    return last;
}

bool keeps_secret(const attribute& of) {
    switch (of.type.kind) {
        case type_kind::password:
        case type_kind::token:
        case type_kind::encrypted:
            return true;
        case type_kind::text:
            return !secret_word(*of.name).empty();
        default:
            return false;
    }
}

std::string_view to_string(check_kind kind) {
    switch (kind) {
        case check_kind::at_least:
            return ">=";
        case check_kind::above:
            return ">";
        case check_kind::at_most:
            return "<=";
        case check_kind::below:
            return "<";
        case check_kind::not_equal:
            return "!=";
        case check_kind::between:
            return "in";
        case check_kind::matches:
            return "matches";
        case check_kind::length_at_least:
            return "length >=";
        case check_kind::length_at_most:
            return "length <=";
        case check_kind::expression:
            break;
    }
    return "check";
}

std::string_view to_string(search_kind kind) {
    constexpr std::string_view names[] = {"contains", "keys", "words", "similar", "prefix", "overlaps"};
    return names[static_cast<std::size_t>(kind)];
}

}  // namespace tenon::requirements
