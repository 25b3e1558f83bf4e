// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tenon::support {

/// What psql sent for one statement: the text of its Query message, and the data of a COPY that followed.
struct sent_statement {
    std::string text;
    std::optional<std::string> copy_data;
};

/// Runs the real psql with these arguments ("-f", script) and notes every statement that it sends. psql talks to a
/// listener that says yes to everything, so a script may be recorded without its tables, and no server decides what
/// comes next. Throws std::runtime_error when psql cannot be run.
std::vector<sent_statement> record_psql(const std::vector<std::string>& arguments);

/// False when there is no psql on the PATH.
bool has_psql();

}  // namespace tenon::support
