// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// Reads a requirements document: its YAML, its shorthand, and every check that needs no server. `file` is the name
/// that positions carry. All problems of a document are found in one run and added to `problems`, sorted; nothing is
/// thrown for what a user wrote. Returns nothing when there is an error; warnings and notes do not prevent a result.
std::optional<document> parse(std::string_view text, const std::string& file, diagnostics& problems);

}  // namespace tenon::requirements
