// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/design.hpp"
#include "design/workbench.hpp"

namespace tenon::design {

/// Turns what queries could use into wishes of their tables, which are all there by now but for partitions. A table
/// that is not there is left to whoever checks the queries. Of several wishes for the same keys one is made, with all
/// of their queries.
void add_candidates(workbench&, const candidate_source&);

/// Decides which of the wanted indexes of all tables are made: none whose work another one does. Notes every index with
/// its reasons and queries, and every one that was left out with what covers it.
void decide_indexes(workbench&);

}  // namespace tenon::design
