// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/erd.hpp"
#include "generate/erd/scene.hpp"

namespace tenon::generate {

/// Every table as a card, on the ground of its area; lines between them. A table that many areas refer to is not
/// reached by a line from everywhere: a portal in the other area stands for it.
scene compose_tables(const schema_model&, const erd_options&);

/// One area: its tables as cards, and portals for the tables of other areas that they refer to.
scene compose_area(const schema_model&, std::size_t area, const erd_options&);

/// Every area as a panel with the names of its tables, and the relationships between areas.
scene compose_overview(const schema_model&, const erd_options&);

}  // namespace tenon::generate
