// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/common.hpp"

namespace tenon::postgres::read {

/// Moves the options that hold a secret from `all` to the returned map, with a keyed hash in place of the value. The
/// key is made anew in every process, so that the hash cannot be searched for elsewhere; it tells one run that two
/// values differ, and nobody anything else.
catalog::options take_secrets(catalog::options& all);

/// A libpq connection string without its secrets, which go to `secrets` in the same way. What libpq cannot read becomes
/// one secret called "conninfo".
std::string take_conninfo_secrets(const std::string& conninfo, catalog::options& secrets);

}  // namespace tenon::postgres::read
