// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/scene.hpp"

namespace tenon::generate {

/// Finds the paths of all connections: horizontal and vertical pieces on the lattice that never run through a node,
/// keep apart from each other where there is room, and prefer few bends and crossings. Lines start at the row of their
/// column and end at any side of the other node, at its header or key if there is room. Connections that have a path
/// already keep it. `blocked`: places where no line should run, such as titles.
void route(scene&, const std::vector<rectangle>& blocked);

}  // namespace tenon::generate
