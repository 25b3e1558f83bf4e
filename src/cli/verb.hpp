// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/progress.hpp"
#include "cli/arguments.hpp"
#include "cli/outcome.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace tenon::cli {

/// A command line that shows a verb at work, and what it does.
struct example {
    std::string_view command;
    std::string_view does;
};

/// One verb of the command line. A verb is one file in verbs/ and one line in verbs.def.
struct verb {
    std::string_view name;
    std::string_view summary;      ///< one line for the overview, no final stop
    std::string_view description;  ///< paragraphs, separated by empty lines; wrapped when printed
    std::vector<option> options;   ///< positional arguments first, in their order; --help is added by the frame
    std::vector<example> examples = {};
    /// Does it. What the user wrote wrong comes back in the outcome; throws `failure` for what the world did wrong.
    outcome (*execute)(const arguments&, progress&) = nullptr;
    bool hidden = false;  ///< for the build, not for people: left out of help, manual and completions
};

/// Every verb, in the order of the help; hidden ones too.
std::span<const verb> all_verbs();

/// The verb of that name, or nullptr.
const verb* find_verb(std::string_view name);

/// "tenon diff --from SOURCE --to SOURCE [options]".
std::string usage_line(const verb&);

}  // namespace tenon::cli
