// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/located.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

enum class literal_kind { number, text, boolean, null };

/// A literal as the grammar has it. It takes its SQL type from the attribute that it belongs to.
struct literal {
    literal_kind kind = literal_kind::null;
    /// number: decimal digits with at most one sign and one point, suffix multiplied out ("1.5k" is "1500");
    /// text: without its quotes; boolean: "true" or "false"; null: empty.
    std::string value;
    place where;

    friend bool operator==(const literal& a, const literal& b) { return a.kind == b.kind && a.value == b.value; }
};

/// `digits` ("12", "-0.5") times 10^`exponent`, exact, in the one form that numbers have here: no leading zeros, no
/// "+", no "-0". Digits after the point stay as they were written ("1.50" stays), unless they are moved before it.
std::string shift_decimal(std::string_view digits, int exponent);

/// Compares two numbers in the form above by value, however long they are ("1.0" equals "1").
std::strong_ordering compare_numbers(std::string_view a, std::string_view b);

/// The number as an integer; nothing when it has a fraction other than zero or does not fit.
std::optional<std::int64_t> to_integer(std::string_view number);

}  // namespace tenon::requirements
