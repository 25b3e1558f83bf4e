// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/erd.hpp"
#include "generate/erd/scene.hpp"

namespace tenon::generate {

/// The card of a table, with its size: all columns, or those of its keys and the first others up to a limit.
node table_card(const schema_model&, std::size_t table, const erd_options&, std::string link);

/// What stands for a table that is drawn elsewhere.
node table_portal(const schema_model&, std::size_t table, std::string link);

/// A type as a diagram says it: short names, without the schema of the table.
std::string short_type(std::string_view type, std::string_view schema);

}  // namespace tenon::generate
