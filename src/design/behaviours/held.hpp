// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/behaviours/behaviour.hpp"

namespace tenon::design {

/// What happens to rows of an entity whose time is over.
enum class row_end { deletes, archives, drops };  ///< drops: with the piece of time that they are in

/// That nothing holds a row of the entity's table: " AND NOT EXISTS (…)" for each foreign key that would refuse its
/// deletion, through those that cascade too. Who would hold rows for ever is reported, and what would be lost.
std::string is_free(behaviour_run&, row_end);

}  // namespace tenon::design
