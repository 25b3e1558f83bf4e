// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/page.hpp"

namespace tenon::generate {

void add_views(page&);
void add_types(page&);
void add_routines(page&);
/// Every kind of object that no other part of the page tells of: by kind and name.
void add_other_objects(page&);

}  // namespace tenon::generate
