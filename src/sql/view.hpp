// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/view.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

std::string reference(const catalog::view&);
std::string reference(const catalog::materialized_view&);
std::string reference(const catalog::rule&);

std::string create(const catalog::view&, int major);
/// WITH NO DATA: filling it is not part of the schema, and would call functions whose needs may not be there yet.
std::string create(const catalog::materialized_view&, int major);
std::string create(const catalog::rule&, int major);

/// The view as columns of NULL, to be replaced: for views that need each other.
std::string create_placeholder(const catalog::view&);
/// The same for one that is there.
std::string replace_by_placeholder(const catalog::view&);
std::string replace(const catalog::view&, int major);

details details_after(const catalog::view&, int major);
details details_after(const catalog::materialized_view&, int major);
details details_after(const catalog::rule&, int major);

grant_target target_of(const catalog::view&, int major);
grant_target target_of(const catalog::materialized_view&, int major);
grant_target target_of_column(const catalog::view&, const catalog::view_column&);
grant_target target_of_column(const catalog::materialized_view&, const catalog::view_column&);

}  // namespace tenon::sql
