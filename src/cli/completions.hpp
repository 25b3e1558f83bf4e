// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tenon::cli {

// Completion scripts, made from the registry of verbs. Each completes verbs, options, the values that an option
// takes, and files or folders where one is expected.

std::string bash_completions();
std::string zsh_completions();
std::string fish_completions();

}  // namespace tenon::cli
