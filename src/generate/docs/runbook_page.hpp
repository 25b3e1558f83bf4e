// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/page.hpp"

namespace tenon::generate {

inline constexpr std::size_t most_listed = 12;

/// A runbook's heading and purpose.
page start_runbook(const schema_model&, std::string_view title, std::string_view purpose);

/// The tables that most others refer to: a lock on them stops the most. At most `most_listed`.
std::vector<std::size_t> most_referred(const schema_model&);

/// A table's name, linked from the folder of the runbooks.
std::string runbook_table(const schema_model&, std::size_t table);

/// The tables expected to be largest in the farthest year that is forecast; nothing where no volume is stated.
void add_large_tables(page&);

page connection_runbook(const schema_model&);
page slow_query_runbook(const schema_model&);
page failed_migration_runbook(const schema_model&);

}  // namespace tenon::generate
