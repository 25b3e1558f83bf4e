// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

// English and letters: how the names of a document become names of a database.
namespace tenon::design {

/// Singular word → plural, in lower case: what the document knows better than the rules below.
using plural_exceptions = std::map<std::string, std::string, std::less<>>;

/// "SprintAnalysis", "sprintAnalysis" and "sprint_analysis" give "sprint_analysis"; "HTTPLog2" gives "http_log2".
std::string snake_case(std::string_view name);

/// The plural of a snake_case name: of its last word. "sprint_analysis" → "sprint_analyses", "child" → "children",
/// "equipment" stays. A word that is a plural already stays.
std::string plural_of(std::string_view name, const plural_exceptions& = {});

/// The singular of a snake_case name: "sprint_analyses" → "sprint_analysis". A word that is no plural stays.
std::string singular_of(std::string_view name, const plural_exceptions& = {});

/// True when the last word is a plural, as far as the rules tell.
bool is_plural(std::string_view name, const plural_exceptions& = {});

}  // namespace tenon::design
