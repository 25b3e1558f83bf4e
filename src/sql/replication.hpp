// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/replication.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::publication&);
std::string reference(const catalog::subscription&);

std::string create(const catalog::publication&, int major);
/// It does not connect: neither is a slot made nor data copied, and it is not enabled.
std::string create(const catalog::subscription&, int major);

/// Removes the subscription here without reaching for the slot on the other side.
std::vector<std::string> drop_all(const catalog::subscription&);

}  // namespace tenon::sql
