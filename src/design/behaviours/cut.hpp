// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/behaviours/behaviour.hpp"

namespace tenon::design {

/// The column that the option `by` names, with its type; nothing when it is not there, or optional: then it is told.
std::optional<partitioning> start_partitioning(behaviour_run&);

/// True when the column can be cut into pieces of the span `every`; else it is told.
bool check_partition_span(behaviour_run&, const partitioning&);

}  // namespace tenon::design
