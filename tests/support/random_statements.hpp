// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace tenon::tests {

/// Statements that every server of the major accepts, in this order and in a database that may hold a random_schema():
/// partitions of several levels, inheritance, exclusion, sequences, ranges, materialized views, privileges, rules,
/// statistics, aggregates, triggers with transition tables, and what only newer majors have. The same seed gives the
/// same statements.
std::vector<std::string> random_statements(unsigned seed, int major);

}  // namespace tenon::tests
