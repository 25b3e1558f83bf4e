// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "queries/query.hpp"

namespace tenon::queries {

/// The `\set` lines that give a query's parameters their sample values in psql, one a line. psql inserts variables as
/// raw text, so that texts carry their quotes. A parameter without a sample gets NULL of its type.
std::string psql_settings(const query&);

}  // namespace tenon::queries
