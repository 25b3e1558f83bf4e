// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenon::cli {

/// The manual page tenon(1), in the man macros of roff: verbs, options and examples from the registry.
std::string manual_page();

}  // namespace tenon::cli
