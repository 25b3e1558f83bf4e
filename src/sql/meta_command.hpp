// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql/statement.hpp"

#include <cstddef>
#include <string_view>

namespace tenon::sql {

/// Reads the psql meta-command whose backslash stands at `backslash` of `text`, by the rules of psql's
/// psqlscanslash.l: arguments end at the line's end or at the next backslash outside quotes; `\\` separates commands;
/// \copy, \! and their like take the whole line. `end`: where reading goes on. Position and copy data are left to the
/// caller; so are the positions of unset variables. `values` may be null.
meta_command parse_meta_command(std::string_view text, std::size_t backslash, const variables* values,
                                std::size_t& end);

/// True for the commands that send the statement written before them: \g, \gx, \gexec, \gset, \gdesc, \crosstabview,
/// \watch.
bool sends_statement(std::string_view name);

/// True when \copy with these arguments (its whole line) reads from the lines that follow.
bool copies_from_following_lines(std::string_view arguments);

}  // namespace tenon::sql
