// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/page.hpp"

namespace tenon::generate {

/// The table of a table's columns: type, null, default, and everything the notes say of their meaning.
std::string columns_of(const page&, const table_entry&);

}  // namespace tenon::generate
