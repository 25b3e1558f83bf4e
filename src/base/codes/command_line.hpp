// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/code.hpp"

namespace tenon::code {
#define TENON_CODE(number, name, meaning, remedy) inline constexpr diagnostic_code name{number};
#include "base/codes/1_command_line.def"
#undef TENON_CODE
}  // namespace tenon::code
