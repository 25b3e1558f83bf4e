// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/yaml_tree.hpp"

#include <string>

namespace tenon::requirements {

/// The text with every line indented as the levels of the document say, without blanks at the ends of lines, with at
/// most one empty line in a row and one line end at the end.
std::string format_lines(const source& text, const node& root);

}  // namespace tenon::requirements
