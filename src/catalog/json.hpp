// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "catalog/catalog.hpp"

namespace tenon::catalog {

/// The JSON form of a catalog, loss-free but for secrets: objects by list, members that equal their default left out,
/// one short object per line. It names its format and its digest. Deterministic.
std::string to_json(const contents&);

/// Reads what to_json wrote, also inside the JSON form that verbs print. Everything wrong with it (syntax, unknown or mistyped members, a digest that does not fit)
/// becomes a diagnostic about `file`; then nothing is returned.
std::optional<contents> from_json(std::string_view text, const std::string& file, diagnostics&);

/// The JSON Schema (draft 2020-12) of that form, made from the same descriptions as the form itself.
std::string json_schema();

}  // namespace tenon::catalog
