// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz_target.hpp"
#include "requirements/format_shorthand.hpp"
#include "requirements/parse.hpp"

#include <fmt/format.h>

// The shorthand of one attribute, as a quoted scalar so that YAML lets every byte through.
TENON_FUZZ_TARGET(attribute) {
    std::string quoted;
    for (const char each : input) {
        const auto byte = static_cast<unsigned char>(each);
        if (each == '"' || each == '\\')
            (quoted += '\\') += each;
        else if (byte >= 0x20 && byte < 0x7f)
            quoted += each;
        else
            quoted += fmt::format("\\x{:02x}", byte);
    }
    const auto text =
        fmt::format("platform: p\nentities:\n  E:\n    description: d\n    attributes:\n      a: \"{}\"\n", quoted);
    tenon::diagnostics problems;
    const auto read = tenon::requirements::parse(text, "fuzz.yaml", problems);
    tenon::fuzz::demand(read.has_value() != problems.has_errors());
    const auto width = static_cast<int>(quoted.size()) + 12;
    for (const auto& item : problems.items()) {
        tenon::fuzz::demand(item.where.line <= 7);
        tenon::fuzz::demand(item.where.line != 6 || (item.where.column >= 1 && item.where.column <= width));
    }
    // Formatted shorthand means the same, and is formatted already.
    const auto formatted = tenon::requirements::format_shorthand(input);
    if (formatted) tenon::fuzz::demand(tenon::requirements::format_shorthand(*formatted) == formatted);
}
