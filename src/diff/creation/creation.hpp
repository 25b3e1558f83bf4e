// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"

namespace tenon::diff {

/// The steps that turn a fresh database of `wanted.major` into `wanted`, and what no step can make. Every step can be
/// undone: by its own statements, or together with the object that `part_of` names.
/// Throws internal_error when a cycle of needs cannot be broken.
std::pair<std::vector<step>, std::vector<unplanned>> creation(const catalog::contents& wanted);

/// What a step does to those who use the database, whatever its locks: loses_data, breaks_clients or none.
hazard hazard_of(const step&);

}  // namespace tenon::diff
