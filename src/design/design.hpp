// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "catalog/catalog.hpp"
#include "design/notes.hpp"
#include "design/options.hpp"
#include "queries/candidate.hpp"
#include "queries/table_lookup.hpp"
#include "requirements/document.hpp"

#include <functional>
#include <optional>

namespace tenon::design {

/// What requirements become. The statements of the `sql:` section, and the rows of lookup tables, stand in
/// `notes.statements`: whoever loads the draft runs them after it, with the platform's schema first in search_path.
struct result {
    catalog::draft draft;
    design::notes notes;
};

/// What queries ask for, once the tables of the design are known.
using candidate_source = std::function<std::vector<queries::index_candidate>(const queries::table_lookup&)>;

/// Makes the draft of a schema from a document and the indexes that its queries ask for. Needs no server and no clock:
/// the same arguments give the same result. What is wrong with the document is added to `problems`; nothing is
/// returned when there is an error, warnings and notes do not prevent a result.
std::optional<result> make_design(const requirements::document&, const candidate_source&, const options&,
                                  diagnostics& problems);

}  // namespace tenon::design
