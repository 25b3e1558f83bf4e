// SPDX-License-Identifier: Apache-2.0
#include "requirements/literal.hpp"

#include <charconv>

namespace tenon::requirements {

namespace {

struct parts {
    bool negative = false;
    std::string_view whole;     // no leading zeros; empty for 0
    std::string_view fraction;  // no trailing zeros
};

parts split_number(std::string_view number) {
    parts p;
    if (number.starts_with('-')) {
        p.negative = true;
        number.remove_prefix(1);
    }
    const auto point = number.find('.');
    p.whole = number.substr(0, point);
    if (point != std::string_view::npos) p.fraction = number.substr(point + 1);
    while (p.whole.starts_with('0')) p.whole.remove_prefix(1);
    while (p.fraction.ends_with('0')) p.fraction.remove_suffix(1);
    if (p.whole.empty() && p.fraction.empty()) p.negative = false;
    return p;
}

std::strong_ordering compare_magnitudes(const parts& a, const parts& b) {
    if (a.whole.size() != b.whole.size()) return a.whole.size() <=> b.whole.size();
    if (const int order = a.whole.compare(b.whole)) return order <=> 0;
    return a.fraction.compare(b.fraction) <=> 0;
}

}  // namespace

std::string shift_decimal(std::string_view digits, int exponent) {
    bool negative = false;
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
        negative = digits[0] == '-';
        digits.remove_prefix(1);
    }
    const auto point = digits.find('.');
    std::string whole(digits.substr(0, point));
    std::string fraction(point == std::string_view::npos ? "" : digits.substr(point + 1));
    for (; exponent > 0; --exponent) {
        whole += fraction.empty() ? '0' : fraction.front();
        if (!fraction.empty()) fraction.erase(0, 1);
    }
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size()));
    const bool zero = whole.empty() && fraction.find_first_not_of('0') == std::string::npos;
    std::string out = negative && !zero ? "-" : "";
    out += whole.empty() ? "0" : whole;
    if (!fraction.empty()) out += "." + fraction;
    return out;
}

std::strong_ordering compare_numbers(std::string_view a, std::string_view b) {
    const parts left = split_number(a), right = split_number(b);
    if (left.negative != right.negative)
        return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return left.negative ? compare_magnitudes(right, left) : compare_magnitudes(left, right);
}

std::optional<std::int64_t> to_integer(std::string_view number) {
    const auto point = number.find('.');
    if (point != std::string_view::npos && number.find_first_not_of('0', point + 1) != std::string_view::npos)
        return {};
    const auto whole = number.substr(0, point);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(whole.data(), whole.data() + whole.size(), value);
    if (error != std::errc{} || end != whole.data() + whole.size()) return {};
    return value;
}

}  // namespace tenon::requirements
