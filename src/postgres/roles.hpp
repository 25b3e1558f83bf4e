// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "postgres/scratch.hpp"

namespace tenon::postgres {

/// Every role that a catalog names: owners, grantees, policies, user mappings. Sorted; PUBLIC and the owner of the
/// database are none.
std::vector<std::string> roles_named_in(const catalog::contents&);

/// Makes stand-ins for roles that the scratch server does not have, to be removed at its end. Returns those made. On a
/// private server they are superusers without a login, since only such may own some kinds of objects.
std::vector<std::string> make_role_stand_ins(connection&, scratch&, const std::vector<std::string>& roles);

}  // namespace tenon::postgres
