// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "requirements/attribute.hpp"
#include "requirements/scalar_text.hpp"

#include <optional>

namespace tenon::requirements {

/// Reads `type [?] {modifier} [= default]` into the type, flags, checks, default and shorthand of `into`. False when
/// there is no usable type; faults further on are added to `problems` and the rest is read all the same. What needs the
/// rest of the document (names under types:) or knowledge of types (bounds, defaults) is checked later.
bool parse_attribute(const scalar_text& written, attribute& into, diagnostics& problems);

/// Reads `type [?]` and nothing more; `what` names the place in messages ("a field of a composite type").
std::optional<value_type> parse_type(const scalar_text& written, flag& optional, std::string_view what, diagnostic_code not_more,
                                     diagnostics& problems);

/// Long form: `check:`, one or more conditions of the shorthand or an expression in parentheses; adds to into.checks.
void parse_checks(const scalar_text& written, attribute& into, diagnostics& problems);

/// Long form: `default:`, what stands behind `=` in the shorthand; sets into.default_.
void parse_default(const scalar_text& written, attribute& into, diagnostics& problems);

/// A number with its suffix, as `volume` has it: "10M" → 10000000. Nothing when it is no such number.
std::optional<std::string> parse_number(std::string_view written);

}  // namespace tenon::requirements
