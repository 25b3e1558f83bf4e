// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/model/model.hpp"
#include "generate/output.hpp"

namespace tenon::generate {

/// docs/schema.md, and docs/schema/AREA.md for each area when one page would be too long to read.
output_files schema_pages(const schema_model&);

/// docs/adr/…: one record for each convention and kind of decision that the notes hold, with an index; nothing for
/// sources without notes.
output_files decision_records(const schema_model&);

/// docs/runbooks/…: schema updates, optimisation, backup, and troubleshooting, with the real names of the schema.
output_files runbooks(const schema_model&);

/// All of the above and the diagrams, sorted by path.
output_files documentation(const catalog::contents&, const design::notes&);

}  // namespace tenon::generate
