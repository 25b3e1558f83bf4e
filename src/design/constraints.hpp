// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

namespace tenon::design {

/// Primary key, what is unique, exclusion, rules and exactly_one_of of one entity; and the indexes it asks for itself.
void add_constraints(workbench&, entity_model&);

/// Foreign keys of all roles, their indexes and notes.
void add_relations(workbench&);

/// The junctions of many_to_many.
void add_junctions(workbench&);

/// The columns that a name in a list of the document stands for: an attribute's, a role's, or a column that a
/// behaviour or a convention makes. Empty when there is none, which is reported at `where`.
std::vector<std::string> columns_named(workbench&, const entity_model&, const std::string& name, position where);

/// Keys of an index from the document's references.
std::vector<catalog::index_key> index_keys(workbench&, const entity_model&,
                                           const std::vector<requirements::column_reference>&);

}  // namespace tenon::design
