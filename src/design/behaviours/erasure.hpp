// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/behaviours/behaviour.hpp"

namespace tenon::design {

// Anonymising a row takes its former values along: what history and audit log hold of them. Both refuse every other
// change; who may make this one is whoever may update them, which is their owner alone.

/// The columns whose former values go: those that are emptied, and what the server computes from them.
std::vector<std::string> erased_columns(const table_model&, const std::vector<std::string>& emptied);

/// PL/pgSQL that erases what is kept of the row whose key stands in the record `row`. "" where nothing keeps it.
std::string erase_copies(behaviour_run&, const std::string& row);

/// The condition that a column of the entity's table, or of a copy of it, has a value; `row` is "", "h." or "NEW.".
std::string has_value(const behaviour_run&, const std::string& row, const std::string& column);

/// The condition on OLD and NEW that an UPDATE of the history only empties the erased columns. "" when there are none.
std::string only_empties(const behaviour_run&);

/// Lets the audit log forget these columns of a table.
void let_forget(table_model& log, const std::string& table, const std::vector<std::string>& columns);

}  // namespace tenon::design
