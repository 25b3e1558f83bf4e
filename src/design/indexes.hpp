// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"
#include "queries/candidate.hpp"

#include <span>

namespace tenon::design {

/// Turns what queries could use into wishes of their tables. A table that is not there is left to whoever checks the
/// queries. Of several wishes for the same keys one is made, with all of their queries.
void add_candidates(workbench&, std::span<const queries::index_candidate>);

/// Decides which of the wanted indexes of all tables are made: none whose work another one does. Notes every index with
/// its reasons and queries, and every one that was left out with what covers it.
void decide_indexes(workbench&);

}  // namespace tenon::design
