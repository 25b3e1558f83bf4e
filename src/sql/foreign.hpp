// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/foreign.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

std::string reference(const catalog::foreign_data_wrapper&);
std::string reference(const catalog::foreign_server&);
std::string reference(const catalog::user_mapping&);

std::string create(const catalog::foreign_data_wrapper&, int major);
std::string create(const catalog::foreign_server&, int major);
std::string create(const catalog::user_mapping&, int major);

grant_target target_of(const catalog::foreign_data_wrapper&, int major);
grant_target target_of(const catalog::foreign_server&, int major);

}  // namespace tenon::sql
