// SPDX-License-Identifier: Apache-2.0
#include "requirements/format_shorthand.hpp"

#include "base/text.hpp"
#include "requirements/shorthand.hpp"
#include "requirements/shorthand_scanner.hpp"
#include "requirements/shorthand_type.hpp"

namespace tenon::requirements {

namespace {

/// What parse_attribute makes of the text, or nothing when it has faults.
std::optional<attribute> meaning_of(std::string_view written) {
    node scalar;
    scalar.kind = node_kind::scalar;
    scalar.value = std::string(written);
    const source text(scalar.value, {});
    diagnostics problems;
    attribute out;
    if (!parse_attribute(scalar_text(text, scalar), out, problems) || !problems.empty()) return {};
    return out;
}

std::string_view take_operator(shorthand_scanner& scan) {
    for (const std::string_view sign : {">=", "<=", "!=", "<>", ">", "<"})
        if (scan.take(sign)) return sign == "<>" ? "!=" : sign;
    return {};
}

std::string take_written_literal(shorthand_scanner& scan) {
    scan.skip_blanks();
    const auto start = scan.offset();
    scan.take_literal();
    return std::string(scan.text().substr(start, scan.offset() - start));
}

}  // namespace

std::optional<std::string> format_shorthand(std::string_view written) {
    const auto before = meaning_of(written);
    if (!before) return {};
    node scalar;
    scalar.kind = node_kind::scalar;
    scalar.value = std::string(written);
    const source text(scalar.value, {});
    diagnostics problems;
    shorthand_scanner scan(scalar_text(text, scalar), problems);
    take_type(scan);
    std::string out = to_shorthand(before->type);
    if (scan.take("?")) out += '?';
    while (!scan.done()) {
        const auto start = scan.offset();
        if (scan.take("=")) {
            out += " = ";
            out += trim(scan.text().substr(scan.offset()));
            break;
        }
        out += ' ';
        if (const auto sign = take_operator(scan); !sign.empty()) {
            out += fmt::format("{} {}", sign, take_written_literal(scan));
        } else if (scan.take_word("in")) {
            const auto low = take_written_literal(scan);
            scan.take("..");
            out += fmt::format("in {}..{}", low, take_written_literal(scan));
        } else if (scan.take_word("matches")) {
            out += "matches " + take_written_literal(scan);
        } else if (scan.take_word("length")) {
            const auto limit = take_operator(scan);
            out += fmt::format("length {} {}", limit, take_written_literal(scan));
        } else {
            out += scan.take_word();
        }
        if (scan.offset() == start) return {};
    }
    const auto after = meaning_of(out);
    if (!after || !(*after == *before)) return {};
    return out;
}

}  // namespace tenon::requirements
