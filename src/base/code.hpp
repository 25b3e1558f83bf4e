// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <span>

namespace tenon {

/// The stable code of a diagnostic or a failure, printed as TNdddd. The first digit tells the area:
/// 1 command line and files, 2 requirements, 3 design, 4 SQL text and catalog, 5 servers, 6 queries, 7 plans and
/// migrations, 8 generators, 9 projects. The codes themselves are constants in tenon::code, one header for each area
/// (`base/codes/design.hpp`), so that a new one rebuilds its own area only; the error index is made from the same tables.
enum class diagnostic_code : int {};

/// What the error index says of a code.
struct code_entry {
    diagnostic_code code;
    std::string_view name;     ///< snake_case, as in the enum
    std::string_view meaning;  ///< what it means, a sentence
    std::string_view remedy;   ///< what to do, a sentence
};

/// "TN2001".
std::string to_string(diagnostic_code);

/// Every code there is, ascending.
std::span<const code_entry> all_codes();

}  // namespace tenon
