// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/shorthand_scanner.hpp"
#include "requirements/type.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace tenon::requirements {

/// Reads a type without its "?". Nothing when there is none; the fault is reported then.
std::optional<value_type> take_type(shorthand_scanner& scan);
/// After the "?": brackets there would make the elements optional, which they cannot be.
void report_brackets_after(shorthand_scanner& scan);
/// What to write instead of a type that other tools know by `name`: "varchar" → "write text(n)". Empty when nothing is
/// known.
std::string foreign_type_hint(std::string_view name);

}  // namespace tenon::requirements
