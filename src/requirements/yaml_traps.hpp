// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/source.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenon::requirements {

/// A part of a line that a reader may blank out to go on after a fault.
struct blank_out {
    std::size_t from = 0;
    std::size_t to = 0;
    bool possible = false;
    /// Single values inside: with these blanked out the names around them are kept. The whole, when that is not enough.
    std::vector<std::pair<std::size_t, std::size_t>> values;
};

/// Says in the user's terms why yaml-cpp gave up at `offset` with `message`: tabs, unquoted shorthand in braces, colons
/// in plain values, quotes that end early. Returns the value to blank out before the next try.
blank_out explain_yaml_fault(const source& text, std::size_t offset, const std::string& message, diagnostics& problems);

/// The form that works: the value in the kind of quotes that needs fewer escapes.
std::string in_quotes(std::string_view value);

}  // namespace tenon::requirements
