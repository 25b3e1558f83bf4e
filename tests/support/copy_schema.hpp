// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "postgres/connection.hpp"

namespace tenon::tests {

/// Writes a catalog as SQL and loads it into a new database; what the server refuses is a failure of the running test.
postgres::connection written_elsewhere(const catalog::contents&);

/// Where the database of a session is, for programs such as pg_dump.
std::string url_of(const postgres::connection&);

}  // namespace tenon::tests
