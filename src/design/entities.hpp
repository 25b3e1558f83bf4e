// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

// The first stages: names, roles and keys of all entities, before any of their columns is made.
namespace tenon::design {

/// Conventions, names and tables of every entity, and its roles: those of belongs_to, and those that a has_one of
/// another entity puts here.
void resolve_entities(workbench&);

/// The columns of every key, with their types; those of roles follow the other entity's key. The column that
/// partitions a table is added to its key.
void resolve_keys(workbench&);

/// The columns of a foreign key: role_id, or one for each part of a composite key ("role_site").
std::vector<std::string> role_columns(const std::string& role, const entity_model& to);

}  // namespace tenon::design
