// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

// The columns of entities and what an attribute's own type and words bring with them.
namespace tenon::design {

/// Key, attributes, roles and computed columns of one entity, in this order.
void add_columns(workbench&, entity_model&);

/// The composite types of the document.
void add_composite_types(workbench&);

/// Types, checks or a lookup table for an enumeration; returns the column's SQL type (without "[]").
/// `stem` begins the type's name: the entity's singular, or the composite's name.
std::string add_enumeration(workbench&, table_model&, const convention_set&, const std::string& stem,
                            const std::string& column, const requirements::value_type&);

/// encrypted, password, token: the column and its companions.
void add_secret(workbench&, entity_model&, const requirements::attribute&, column_note);

/// The columns of attributes of type password, also where a history copies them.
std::vector<std::string> password_columns(const table_model&);

/// The CHECK that holds a JSON Schema, as far as it can be held; says what cannot.
void add_json_schema(workbench&, entity_model&, const requirements::attribute&, const std::string& column);

/// What names and types together make doubtful: money in floating point, booleans without a prefix, …
void review_attribute(workbench&, const entity_model&, const requirements::attribute&);

/// A note for a column that a behaviour makes.
column_note behaviour_note_for(std::string behaviour, std::string description);

/// timestamptz, not null, default now(): what most behaviours add.
catalog::column time_column(std::string name, bool required, std::string default_, std::string comment);

/// The helper functions for conditions on arrays of texts, made when first needed: qualified names.
std::string all_match_function(workbench&);
std::string all_lengths_function(workbench&);

}  // namespace tenon::design
