// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"

#include <string>
#include <vector>

namespace tenon::tests {

/// A line for each object that differs, with the members that do; "" when none does. What is information only, such as
/// the order of columns, is left out unless it is asked for.
std::string told(const std::vector<diff::difference>&, bool with_information = false);

}  // namespace tenon::tests
