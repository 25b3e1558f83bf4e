// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"

namespace tenon::diff {

/// The plan as SQL text to read and to keep in version control, runnable by psql as it is: its settings, then every
/// statement, grouped with an empty line between objects. "" for a plan without steps.
std::string to_sql(const plan&);

/// True when every byte of the plan's statements is ASCII, so that no client encoding can change what they say.
bool is_ascii(const plan&);

/// A statement with its semicolon, and a line for it when the text may end in a comment.
std::string ended(std::string_view statement);

/// The plan's statements one by one, settings first, each without its semicolon: what a program runs on a connection,
/// in one transaction unless a step says otherwise. With `local` the settings end with the transaction (SET LOCAL).
std::vector<std::string> statements(const plan&, bool local = true);

}  // namespace tenon::diff
