// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/failure.hpp"
#include "cli/outcome.hpp"
#include "cli/terminal.hpp"

namespace tenon::cli {

/// Prints what a verb hands back. Text: findings rendered with their source line, the result on stdout, the closing
/// words on stderr. JSON: one object on stdout, `{"ok", "findings": […], …}` and the verb's own members; findings have
/// code, severity, file, line, column (null where there is none), message and hint.
void report(const outcome&, std::string_view format, terminal&);

/// Prints what the world did wrong: what, the state that is left, the next command.
void report(const failure&, std::string_view format, terminal&);

/// Prints an error of Tenon's own: what, and what to do.
void report_bug(std::string_view what, std::string_view format, terminal&);

}  // namespace tenon::cli
