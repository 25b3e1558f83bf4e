// SPDX-License-Identifier: Apache-2.0
#include "requirements/bounds.hpp"

#include "base/text.hpp"

namespace tenon::requirements {

namespace {

void raise(bounds& into, const literal& value, bool inclusive, const check& by) {
    if (into.low) {
        const auto order = compare_literals(value, into.low->value);
        if (!order || *order < 0 || (*order == 0 && (inclusive || !into.low->inclusive))) return;
    }
    into.low = bounds::end{value, inclusive, to_shorthand(by), by.where};
}

void lower(bounds& into, const literal& value, bool inclusive, const check& by) {
    if (into.high) {
        const auto order = compare_literals(value, into.high->value);
        if (!order || *order > 0 || (*order == 0 && (inclusive || !into.high->inclusive))) return;
    }
    into.high = bounds::end{value, inclusive, to_shorthand(by), by.where};
}

}  // namespace

bool is_iso_date(std::string_view value) {
    if (value.size() < 10) return false;
    for (std::size_t i = 0; i < 10; ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? value[i] != '-' : (value[i] < '0' || value[i] > '9')) return false;
    }
    return value.size() == 10 || value[10] == ' ' || value[10] == 'T';
}

std::optional<int> compare_literals(const literal& a, const literal& b) {
    if (a.kind == literal_kind::number && b.kind == literal_kind::number) {
        const auto order = compare_numbers(a.value, b.value);
        return std::is_lt(order) ? -1 : std::is_gt(order) ? 1 : 0;
    }
    if (a.kind == literal_kind::text && b.kind == literal_kind::text && is_iso_date(a.value) && is_iso_date(b.value) &&
        a.value.size() == b.value.size()) {
        const int order = a.value.compare(b.value);
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
    return {};
}

void narrow(bounds& into, const check& by) {
    switch (by.kind) {
        case check_kind::at_least:
            raise(into, by.low, true, by);
            break;
        case check_kind::above:
            raise(into, by.low, false, by);
            break;
        case check_kind::at_most:
            lower(into, by.low, true, by);
            break;
        case check_kind::below:
            lower(into, by.low, false, by);
            break;
        case check_kind::between:
            raise(into, by.low, true, by);
            lower(into, by.high, true, by);
            break;
        default:
            break;
    }
}

bounds bounds_of(const attribute& of) {
    bounds out;
    for (const auto& check : of.checks) narrow(out, check);
    return out;
}

bool is_empty(const bounds& of, bool whole) {
    if (!of.low || !of.high) return false;
    const auto order = compare_literals(of.low->value, of.high->value);
    if (!order) return false;
    if (*order > 0) return true;
    if (*order == 0) return !of.low->inclusive || !of.high->inclusive;
    if (!whole || of.low->inclusive || of.high->inclusive) return false;
    // Between two neighbouring whole numbers, both excluded, nothing is left.
    const auto low = to_integer(of.low->value.value), high = to_integer(of.high->value.value);
    return low && high && *high - 1 == *low;
}

const check* violated(const attribute& of, const literal& value) {
    for (const auto& check : of.checks) {
        const auto low = compare_literals(value, check.low), high = compare_literals(value, check.high);
        const auto length = static_cast<std::int64_t>(count_characters(value.value));
        const auto limit = to_integer(check.low.value);
        bool bad = false;
        switch (check.kind) {
            case check_kind::at_least:
                bad = low && *low < 0;
                break;
            case check_kind::above:
                bad = low && *low <= 0;
                break;
            case check_kind::at_most:
                bad = low && *low > 0;
                break;
            case check_kind::below:
                bad = low && *low >= 0;
                break;
            case check_kind::not_equal:
                bad = (low && *low == 0) || value == check.low;
                break;
            case check_kind::between:
                bad = (low && *low < 0) || (high && *high > 0);
                break;
            case check_kind::length_at_least:
                bad = value.kind == literal_kind::text && limit && length < *limit;
                break;
            case check_kind::length_at_most:
                bad = value.kind == literal_kind::text && limit && length > *limit;
                break;
            case check_kind::matches:
            case check_kind::expression:
                break;
        }
        if (bad) return &check;
    }
    return nullptr;
}

std::string to_shorthand(const literal& of) {
    switch (of.kind) {
        case literal_kind::text:
            return "'" + replace_all(of.value, "'", "''") + "'";
        case literal_kind::null:
            return "null";
        default:
            return of.value;
    }
}

std::string to_shorthand(const check& of) {
    if (of.kind == check_kind::expression) return fmt::format("({})", of.expression);
    if (of.kind == check_kind::between) return fmt::format("in {}..{}", to_shorthand(of.low), to_shorthand(of.high));
    return fmt::format("{} {}", to_string(of.kind), to_shorthand(of.low));
}

std::optional<std::int64_t> longest_text(const attribute& of) {
    std::optional<std::int64_t> out;
    if (of.type.length) out = of.type.length->value;
    for (const auto& check : of.checks) {
        if (check.kind != check_kind::length_at_most) continue;
        const auto limit = to_integer(check.low.value);
        if (limit && (!out || *limit < *out)) out = limit;
    }
    return out;
}

}  // namespace tenon::requirements
