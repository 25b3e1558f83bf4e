// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::requirements {

/// The columns that make the whole expression null where they are: those outside the arguments of functions that take
/// null. `may_be_null` is asked for each name, as the server keeps it. Nothing where only a server can follow the
/// nulls: CASE, IS, AND, OR.
std::vector<std::string> what_makes_null(std::string_view expression,
                                         const std::function<bool(const std::string&)>& may_be_null);

}  // namespace tenon::requirements
