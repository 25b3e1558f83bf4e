// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/operator.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::operator_&);
std::string reference(const catalog::operator_family&);
std::string reference(const catalog::operator_class&);
std::string reference(const catalog::cast&);

/// A commutator or negator that is not there yet is made by the server as a shell, which its own CREATE fills.
std::string create(const catalog::operator_&, int major);
/// The family without its loose members.
std::string create(const catalog::operator_family&, int major);
std::string create(const catalog::operator_class&, int major);
std::string create(const catalog::cast&, int major);

/// ALTER OPERATOR FAMILY … ADD its loose members; "" when it has none.
std::string add_members(const catalog::operator_family&);
std::string drop_members(const catalog::operator_family&);

}  // namespace tenon::sql
