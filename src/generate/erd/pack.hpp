// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/scene.hpp"

#include <vector>

namespace tenon::generate {

/// How strongly two boxes should be near each other.
struct attraction {
    std::size_t a = 0, b = 0;
    double weight = 1;
};

/// Places boxes beside and below each other without overlap, `gap` apart, near the proportions `aspect` (width to
/// height), with those that attract each other close. Returns the extent. Deterministic: bottom-left packing on a
/// skyline, the order improved by exchanging two boxes as long as that helps.
point pack(std::vector<rectangle>& boxes, const std::vector<attraction>&, int gap, double aspect);

}  // namespace tenon::generate
