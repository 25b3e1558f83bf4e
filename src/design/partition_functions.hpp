// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

namespace tenon::design {

/// The function that makes the pieces of time of the present and the next ones; its quoted name.
std::string add_partitions_function(workbench&);

/// The function that removes pieces, and rows of the default one, whose time is over; its quoted name.
std::string drop_partitions_function(workbench&);

}  // namespace tenon::design
