// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/attribute.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// The values that the comparisons of an attribute leave, as far as they can be compared without a server: numbers, and
/// dates and times in ISO form.
struct bounds {
    struct end {
        literal value;
        bool inclusive = true;
        std::string written;  ///< ">= 5"
        place where;
    };
    std::optional<end> low;
    std::optional<end> high;
};

bounds bounds_of(const attribute& of);
/// Makes `into` narrower by one comparison; conditions of other kinds change nothing.
void narrow(bounds& into, const check& by);
/// True when no value is left; `whole`: only whole numbers count.
bool is_empty(const bounds& of, bool whole);
/// Compares two literals by value: numbers, or ISO dates. Nothing when they cannot be compared here.
std::optional<int> compare_literals(const literal& a, const literal& b);
/// The check that `value` violates, or nullptr. What only a server can tell counts as satisfied.
const check* violated(const attribute& of, const literal& value);
/// A check as it is written: ">= 5", "in 1..5", "length >= 3".
std::string to_shorthand(const check& of);
/// A literal as it is written: 5, 'text', true, null.
std::string to_shorthand(const literal& of);
/// Characters of the longest text that the attribute may hold, if there is a limit.
std::optional<std::int64_t> longest_text(const attribute& of);
/// "YYYY-MM-DD", perhaps with a time behind it.
bool is_iso_date(std::string_view);

}  // namespace tenon::requirements
