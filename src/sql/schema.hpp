// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/schema.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

// `reference` names an object as COMMENT ON, ALTER and DROP do: "SCHEMA app". `create` is its CREATE statement for a
// server of this major, without owner, comment and grants.
std::string reference(const catalog::schema&);
std::string reference(const catalog::extension&);
std::string reference(const catalog::language&);
std::string reference(const catalog::access_method&);
std::string reference(const catalog::transform&);

std::string create(const catalog::schema&, int major);
/// Without the version: it follows the server's packages.
std::string create(const catalog::extension&, int major);
std::string create(const catalog::language&, int major);
std::string create(const catalog::access_method&, int major);
std::string create(const catalog::transform&, int major);

grant_target target_of(const catalog::schema&, int major);
grant_target target_of(const catalog::language&, int major);

}  // namespace tenon::sql
