// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

namespace tenon::design {

/// Views and materialized views of the document.
void add_views(workbench&);

/// Roles become grants: on tables, their columns, sequences, views and the schema.
void add_access(workbench&);

/// The statements of the `sql:` section, with the position of each in the document.
void add_statements(workbench&);

/// Puts tables, constraints, triggers and policies into the draft, completes dependencies and notes, sorts all.
result finish(workbench&);

/// "CREATE TRIGGER …" of a trigger on a table.
std::string trigger_definition(const workbench&, const catalog::qualified_name& table, const trigger_spec&);

}  // namespace tenon::design
