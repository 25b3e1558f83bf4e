// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"
#include "postgres/embedded/server.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tenon::tests {

/// The majors that Tenon supports: for ::testing::ValuesIn. Whether one is installed here says why_not().
std::vector<int> all_majors();

/// Why the tests of a major cannot run here, in the form of a skipped test: "not run: PostgreSQL 16 is not installed".
std::optional<std::string> why_not(int major, const std::vector<std::string>& extensions = {});

/// First line of a test that needs a server: skips it where there is none.
#define TENON_NEEDS_POSTGRES(...) \
    if (const auto why = ::tenon::tests::why_not(__VA_ARGS__)) GTEST_SKIP() << *why

/// One server of each major for the whole run, started at the first call and shared by all tests: leave no roles or
/// settings behind in it. 15 is Debian's.
postgres::server& server(int major = 15);

/// A new, empty database on it, and its URL. It lives as long as somebody is connected to it, and until many others were
/// made after it.
std::string fresh_database_url(int major = 15);
/// A session in a new, empty database.
postgres::connection fresh_database(int major = 15);
/// Sees to it that the server has the tablespaces tests_one and tests_two, which stay.
void have_tablespaces(int major = 15);
/// A second session in the database of a first one.
postgres::connection another_session(const postgres::connection&);

}  // namespace tenon::tests
