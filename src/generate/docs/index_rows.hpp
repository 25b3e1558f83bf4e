// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/page.hpp"

namespace tenon::generate {

/// The indexes of a table, those behind constraints too, and which queries they serve.
std::string indexes_of(const page&, const table_entry&);

/// What was asked for and is served by another one.
std::string redundant_indexes_of(const page&, const table_entry&);

/// The keys of an index as they stand in CREATE INDEX, without quoting.
std::string index_keys(const catalog::index&);

}  // namespace tenon::generate
