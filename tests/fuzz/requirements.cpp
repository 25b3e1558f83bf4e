// SPDX-License-Identifier: Apache-2.0
#include "fuzz/fuzz_target.hpp"
#include "requirements/format.hpp"
#include "requirements/parse.hpp"

#include <algorithm>

// A whole document: every fault is told with a position in it, and what can be formatted keeps its meaning and is
// stable.
TENON_FUZZ_TARGET(requirements) {
    tenon::diagnostics problems;
    const auto read = tenon::requirements::parse(input, "fuzz.yaml", problems);
    tenon::fuzz::demand(read.has_value() != problems.has_errors());
    const auto lines = std::count(input.begin(), input.end(), '\n') + 1;
    for (const auto& item : problems.items())
        tenon::fuzz::demand(!item.message.empty() && item.where.file == "fuzz.yaml" && item.where.line <= lines);
    tenon::diagnostics again;
    const auto formatted = tenon::requirements::format(input, "fuzz.yaml", again);
    tenon::fuzz::demand(formatted.has_value() != again.has_errors());
    if (!formatted) return;
    tenon::diagnostics after;
    const auto meant = tenon::requirements::parse(*formatted, "fuzz.yaml", after);
    tenon::fuzz::demand(meant.has_value() == read.has_value() && (!read || *meant == *read));
    tenon::diagnostics none;
    tenon::fuzz::demand(tenon::requirements::format(*formatted, "fuzz.yaml", none) == formatted);
}
