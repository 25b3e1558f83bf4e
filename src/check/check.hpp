// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "base/render.hpp"
#include "project/read_sources.hpp"

namespace tenon::check {

/// Tells what is wrong with a schema as it stands, whoever made it. Each finding is a warning; where the source has a
/// text (requirements, SQL), it points at the place that brings the object in.
void check_schema(const project::source_catalog&, const source_texts&, diagnostics&);

}  // namespace tenon::check
