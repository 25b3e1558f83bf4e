// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"

namespace tenon::tests {

/// A catalog with one to three objects of every kind, every member set to some random value; nothing that a server
/// would take, but everything that the JSON form must keep. The same seed gives the same catalog.
catalog::contents random_catalog(unsigned seed);

/// public.orders with two columns.
catalog::contents one_table();

}  // namespace tenon::tests
