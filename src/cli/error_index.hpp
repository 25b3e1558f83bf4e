// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenon::cli {

/// The page docs/errors.md: every code with its meaning and remedy, by area.
std::string error_index();

}  // namespace tenon::cli
