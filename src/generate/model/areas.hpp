// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/model/model.hpp"

namespace tenon::generate {

/// Fills `areas` and each table's `area`. The notes decide; a table that they give none goes with the table that it
/// serves, else with the neighbours it has the most relationships to. A catalog without areas is grouped by schema, and
/// schemas of more than a few tables by their relationships (greedy modularity, Clauset, Newman and Moore 2004), each
/// group named for the table that most of its members point to.
void assign_areas(schema_model&);

}  // namespace tenon::generate
