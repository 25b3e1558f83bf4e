// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::postgres {

/// The elements of a one-dimensional array as the server prints it: `{a,"b c",NULL}`; NULL becomes "". Throws
/// internal_error for what is no array. (PostgreSQL documentation, "Array Input and Output Syntax".)
std::vector<std::string> parse_array(std::string_view text);

/// The same for an array or an int2vector/oidvector ("1 2 3") of integers.
std::vector<std::int64_t> parse_integers(std::string_view text);

}  // namespace tenon::postgres
