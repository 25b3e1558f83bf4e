// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/model/model.hpp"

// Names of the schema as SQL text, for the commands of runbooks.
namespace tenon::generate {

std::string sql_name(const catalog::qualified_name&);

/// The schemas that hold tables or views, sorted.
std::vector<std::string> schema_names(const schema_model&);
/// "'public', 'sales'", for IN.
std::string schema_literals(const schema_model&);
/// "SELECT …": the oids of these schemas, for IN.
std::string schema_oids(const schema_model&);

/// Counts the rows of a relationship's child that have no parent.
std::string orphan_query(const schema_model&, const relationship&);

}  // namespace tenon::generate
