// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/apply.hpp"

namespace tenon::postgres {

/// Everything that the server refuses in one step, of which it tells the first: each column, expression and foreign key
/// of a CREATE TABLE is tried without the others. At least `first`, which the step met. Runs inside a transaction and leaves
/// nothing behind.
std::vector<refused_step> refusals_of(connection&, const diff::plan&, std::size_t step, const database_error& first);

}  // namespace tenon::postgres
