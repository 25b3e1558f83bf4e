// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/docs/page.hpp"

// The parts of docs/schema.md that go across tables. Each adds nothing when it has nothing to say.
namespace tenon::generate {

void add_conventions(page&);
void add_access(page&);
void add_owners(page&);
void add_sensitive_data(page&);
void add_growth(page&);
void add_normal_forms(page&);
void add_general_decisions(page&);
void add_requirements(page&);

}  // namespace tenon::generate
