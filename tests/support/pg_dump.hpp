// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tenon::tests {

/// What `pg_dump --schema-only` of PostgreSQL 15 prints of a database, statement by statement, in a form that does not
/// depend on the order in which objects were made: sorted, the columns inside CREATE TABLE sorted too, settings left
/// out.
std::vector<std::string> dumped_statements(const std::string& url);

/// The statements that only one of two dumps has, as a person reads them: "- …" and "+ …" lines. "" when they agree.
std::string dump_differences(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace tenon::tests
