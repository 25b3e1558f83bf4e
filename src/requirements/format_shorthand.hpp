// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// The shorthand of an attribute with its blanks as they should be: `integer>=0=1` → `integer >= 0 = 1`. Literals and
/// expressions stay as written. Nothing when it has faults.
std::optional<std::string> format_shorthand(std::string_view written);

}  // namespace tenon::requirements
