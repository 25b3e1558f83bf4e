// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

enum class span_unit { second, minute, hour, day, week, month, year };

/// A span of time as the language writes it: "5 min", "1 month", "7 years".
struct time_span {
    std::int64_t amount = 0;  ///< above 0
    span_unit unit = span_unit::second;

    friend bool operator==(const time_span&, const time_span&) = default;
};

/// Reads "<integer> <unit>" with units s, sec, second(s), min, minute(s), h, hour(s), d, day(s), week(s), month(s),
/// year(s); the blank may be missing. Nothing when it is something else or the amount is 0 or above 1,000,000.
std::optional<time_span> parse_time_span(std::string_view);

/// As PostgreSQL reads it: "5 minutes", "1 month".
std::string to_string(const time_span&);

}  // namespace tenon::requirements
