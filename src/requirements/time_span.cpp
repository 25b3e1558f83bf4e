// SPDX-License-Identifier: Apache-2.0
#include "requirements/time_span.hpp"

#include "base/text.hpp"

#include <charconv>

namespace tenon::requirements {

namespace {

struct unit_word {
    std::string_view word;
    span_unit unit;
};

constexpr unit_word unit_words[] = {
    {"s", span_unit::second},       {"sec", span_unit::second},   {"second", span_unit::second},
    {"seconds", span_unit::second}, {"min", span_unit::minute},   {"minute", span_unit::minute},
    {"minutes", span_unit::minute}, {"h", span_unit::hour},       {"hour", span_unit::hour},
    {"hours", span_unit::hour},     {"d", span_unit::day},        {"day", span_unit::day},
    {"days", span_unit::day},       {"week", span_unit::week},    {"weeks", span_unit::week},
    {"month", span_unit::month},    {"months", span_unit::month}, {"year", span_unit::year},
    {"years", span_unit::year},
};

constexpr std::string_view unit_names[] = {"second", "minute", "hour", "day", "week", "month", "year"};

}  // namespace

std::optional<time_span> parse_time_span(std::string_view written) {
    written = trim(written);
    time_span out;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), out.amount);
    if (error != std::errc{} || out.amount < 1 || out.amount > 1'000'000) return {};
    const auto unit = trim(written.substr(static_cast<std::size_t>(end - written.data())));
    for (const auto& candidate : unit_words) {
        if (candidate.word != unit) continue;
        out.unit = candidate.unit;
        return out;
    }
    return {};
}

std::string to_string(const time_span& span) {
    return fmt::format("{} {}{}", span.amount, unit_names[static_cast<std::size_t>(span.unit)],
                       span.amount == 1 ? "" : "s");
}

}  // namespace tenon::requirements
