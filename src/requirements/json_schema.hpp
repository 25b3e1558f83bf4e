// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenon::requirements {

/// The JSON Schema (draft 2020-12) of requirements documents, for editors: completion, descriptions, first checks. It
/// is made from the same tables as the parser; what only Tenon can check (names, shorthand, SQL) it lets pass.
std::string json_schema();

}  // namespace tenon::requirements
