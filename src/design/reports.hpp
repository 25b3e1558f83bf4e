// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/workbench.hpp"

#include <set>

namespace tenon::design {

/// The normal form of every entity, from its keys and depends_on.
void report_normal_forms(workbench&);

/// What the volumes lead to in one, three and five years.
void report_growth(workbench&);

// ---- the arithmetic of functional dependencies, over names of columns

using column_set = std::set<std::string>;

/// Everything that `columns` determine.
column_set closure_of(const column_set& columns, const std::vector<functional_dependency>&);

/// Form, violations, and a lossless decomposition to Boyce-Codd normal form. `keys` are candidate keys, not empty.
normal_form_note analyse(const std::string& table, const column_set& all,
                         const std::vector<std::vector<std::string>>& keys,
                         const std::vector<functional_dependency>& declared);

}  // namespace tenon::design
