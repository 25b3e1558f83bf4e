// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/scene.hpp"

#include <utility>
#include <vector>

namespace tenon::generate {

/// Places connected boxes so that few lines cross: pairs of indexes are (left, right), a layered drawing by graphviz.
/// Fills x and y, from 0 on, and returns the extent. Several ways are tried; the best proportioned one stays.
/// Graphviz is not thread-safe: calls wait for each other.
point arrange(std::vector<rectangle>& boxes, const std::vector<std::pair<std::size_t, std::size_t>>& pairs);

/// The same for boxes that are connected in parts only: every part is arranged and the parts are packed.
point arrange_parts(std::vector<rectangle>& boxes, const std::vector<std::pair<std::size_t, std::size_t>>& pairs);

}  // namespace tenon::generate
