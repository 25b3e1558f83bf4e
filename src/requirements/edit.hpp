// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// Changes one value of a requirements document and leaves every other byte as it is, comments and layout included.
///
/// `path` leads from the root through keys and, in lists, positions from 0: {"entities", "Lot", "attributes",
/// "quantity"}. `value` is text; it is quoted when YAML needs it, and written as a block when it has several lines.
/// Each returns the new text, or nothing with a diagnostic added: the text is no YAML, the path is not there (or, for
/// insert, is there already), or the place has a form that cannot be edited so.
using edit_path = std::span<const std::string>;

/// Replaces the value at the path. A mapping or list there is replaced as a whole only when it is written in braces.
std::optional<std::string> set_value(std::string_view text, std::string file, edit_path path, std::string_view value,
                                     diagnostics& problems);

/// Adds a member after the last one of the mapping that the path without its last word leads to (or an item at the end
/// of a list, when the last word is "-"). The mappings on the way must be there.
std::optional<std::string> insert_value(std::string_view text, std::string file, edit_path path, std::string_view value,
                                        diagnostics& problems);

/// Removes the member or item at the path with its value, and the comment at the end of its line.
std::optional<std::string> remove_value(std::string_view text, std::string file, edit_path path, diagnostics& problems);

}  // namespace tenon::requirements
