// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// A requirements document as `tenon fmt` writes it: two blanks for each level, list items indented under their key,
/// one blank around the signs of shorthand, quotes only where they are needed, no blanks at the end of lines, at most
/// one empty line in a row, one line end at the end. Comments, the order of keys and the lines themselves stay. What
/// the document means stays the same, which is checked; formatting twice changes nothing. Nothing when the text cannot
/// be read as YAML; the faults are added to `problems` then. Other faults do not matter.
std::optional<std::string> format(std::string_view text, std::string file, diagnostics& problems);

}  // namespace tenon::requirements
