// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"

#include <map>
#include <string>

namespace tenon::tests {

/// What the catalog holds by the counting rules of the corpus's README, under the keys of its counts.json; what there is
/// none of is not there. `extensions` and `languages` are lists of names.
std::map<std::string, std::string> catalog_counts(const catalog::contents&);

}  // namespace tenon::tests
