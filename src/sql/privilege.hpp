// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/schema.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

/// The ALTER DEFAULT PRIVILEGES statements that set this up from nothing, and those that take it back.
std::vector<std::string> create_all(const catalog::default_privilege&, int major);
std::vector<std::string> drop_all(const catalog::default_privilege&, int major);

/// The GRANT and REVOKE statements that lead from the initial privileges to these, and those that lead back.
std::vector<std::string> create_all(const catalog::changed_privileges&, int major);
std::vector<std::string> drop_all(const catalog::changed_privileges&, int major);

/// GRANT role TO member.
std::string create(const catalog::role_membership&, int major);
/// REVOKE role FROM member.
std::string drop(const catalog::role_membership&);

}  // namespace tenon::sql
