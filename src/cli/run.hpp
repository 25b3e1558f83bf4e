// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"

#include <span>
#include <string>

namespace tenon::cli {

/// The whole command line without the program's name: finds the verb, runs it, prints what comes of it. Throws nothing.
exit_code run(std::span<const std::string> words, terminal&);

}  // namespace tenon::cli
