// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"

#include <set>
#include <string>

namespace tenon::tests {

/// What a database holds, one line for each row of the system catalogs that its own objects have: read without any of
/// Tenon's readers, for comparing a schema with its copy where no pg_dump is at hand. Numbers of objects and columns
/// are replaced by what pg_get_catalog_foreign_keys() says they refer to, stored expressions by what the server prints.
std::multiset<std::string> independent_reading(postgres::connection&);

/// The lines that only one of them has, with a - or + before each.
std::string reading_differences(const std::multiset<std::string>& from, const std::multiset<std::string>& to);

}  // namespace tenon::tests
