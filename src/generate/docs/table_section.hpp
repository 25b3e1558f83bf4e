// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/page.hpp"

namespace tenon::generate {

/// Everything about one table: columns, relationships, constraints, indexes, triggers, behaviours, access, decisions.
void add_table(page&, std::size_t table);

}  // namespace tenon::generate
