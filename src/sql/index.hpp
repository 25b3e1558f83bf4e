// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/index.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::index&);

/// `only`: ON ONLY, for a partitioned table whose partitions have indexes of their own to attach.
std::string create(const catalog::index&, int major, bool only = false);

details details_after(const catalog::index&, int major);

/// ALTER INDEX parent ATTACH PARTITION child. `parent` is SQL text, as in the members `parent_index`.
std::string attach_index(std::string_view parent, const catalog::qualified_name& child);

}  // namespace tenon::sql
