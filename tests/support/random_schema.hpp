// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"

namespace tenon::tests {

/// A draft that every supported server accepts: types, tables with keys and foreign keys in circles, checks, indexes,
/// views, functions, triggers, policies, comments, under names that need every kind of quoting. The same seed gives the
/// same draft.
catalog::draft random_schema(unsigned seed, int major);

}  // namespace tenon::tests
