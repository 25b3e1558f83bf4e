// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace tenon {

/// "0.1.0": the version that CMakeLists.txt names, by SemVer.
std::string_view version();

}  // namespace tenon
