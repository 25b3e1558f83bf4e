// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

namespace tenon::design {

/// PL/pgSQL that runs `statements` once for each tenant: row security hides the rows of an entity of tenants from its
/// owner too, who has no other way to them. The same statements where the entity is not of tenants. Reports when
/// nothing lists the tenants.
std::string for_each_tenant(workbench&, const entity_model&, const std::string& statements, const position&);

/// The condition that a row is of the tenant that tenon.tenant names; "" where there is no loop over tenants.
std::string is_of_tenant(const workbench&, const entity_model&);

/// The function tenon_maintain, when something needs it.
void add_maintenance(workbench&);

}  // namespace tenon::design
