// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/verb.hpp"

#include <string>

namespace tenon::cli {

/// What `tenon --help` prints: what Tenon is, the verbs, the exit codes.
std::string overview(int width, bool colours);

/// What `tenon VERB --help` prints.
std::string help_page(const verb&, int width, bool colours);

/// The help of an option with what it takes: "how the result is printed: text (default) or json".
std::string option_help(const option&);

/// Paragraphs (separated by empty lines) broken at blanks to lines of at most `width` characters, each line indented.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace tenon::cli
