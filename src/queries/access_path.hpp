// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "queries/candidate.hpp"
#include "queries/query.hpp"
#include "queries/table_lookup.hpp"

namespace tenon::queries {

/// How a query finds the rows of its tables, as the indexes that would help: one candidate for each table at each level
/// of the query that restricts, joins or orders it. `tables` says which columns a table has and of what type; what
/// it does not know gives no candidate, nor does a statement that the grammar does not understand (15's, see
/// sql::parse_tree).
///
/// Equality: `x = $1`, `x = ANY ($1)`, `x IN (…)`, joins. Range: `<`, `<=`, `>`, `>=`, BETWEEN. Order: ORDER BY of one
/// table's columns under a LIMIT. Predicate: comparisons with constants and IS NULL, which make a partial index.
/// Functions of columns, `column ->> 'key'` and its casts to numbers, booleans and uuids count like columns.
std::vector<index_candidate> index_candidates(const query&, const table_lookup& tables);

/// What a query's conditions have that no index can serve, or that is not understood, each once: "OR", "LIKE", "this
/// use of =".
std::vector<std::string> unserved_conditions(const query&, const table_lookup& tables);

}  // namespace tenon::queries
