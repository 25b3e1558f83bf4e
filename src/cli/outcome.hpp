// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "base/render.hpp"
#include "cli/exit_code.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tenon::cli {

/// What a verb hands back to be printed. The reporter decides how; verbs print nothing themselves.
struct outcome {
    cli::exit_code exit = exit_code::fine;
    diagnostics findings;
    source_texts texts;  ///< the files that findings point into, so that the line can be shown

    std::string result;   ///< text form of the result, for stdout
    std::string closing;  ///< what a person watching should read last, for stderr
    /// The verb's own members of the JSON form, in order: name and JSON text.
    std::vector<std::pair<std::string, std::string>> members = {};
    /// The findings are the result (of a lint, say) and go to stdout; otherwise they are told on stderr.
    bool findings_are_result = false;
};

/// Bad input: the errors among the findings end the command with 2.
outcome bad_input(diagnostics, source_texts);

/// A JSON string literal, quoted and escaped, for outcome::members.
std::string json_string(std::string_view);

}  // namespace tenon::cli
