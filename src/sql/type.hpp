// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/type.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

std::string reference(const catalog::enum_type&);
std::string reference(const catalog::composite_type&);
std::string reference(const catalog::range_type&);
std::string reference(const catalog::base_type&);
std::string reference(const catalog::domain&);

std::string create(const catalog::enum_type&, int major);
std::string create(const catalog::composite_type&, int major);
std::string create(const catalog::range_type&, int major);
/// COMMENT ON TYPE of its multirange type.
std::string comment_on_multirange(const catalog::range_type&);
/// A shell type gives what `announce` gives.
std::string create(const catalog::base_type&, int major);
std::string create(const catalog::domain&, int major);

/// CREATE TYPE name: the shell that functions can name before the type is there.
std::string announce(const catalog::range_type&);
std::string announce(const catalog::base_type&);

details details_after(const catalog::composite_type&, int major);
details details_after(const catalog::range_type&, int major);
details details_after(const catalog::domain&, int major);

grant_target target_of(const catalog::enum_type&, int major);
grant_target target_of(const catalog::composite_type&, int major);
grant_target target_of(const catalog::range_type&, int major);
grant_target target_of(const catalog::base_type&, int major);
grant_target target_of(const catalog::domain&, int major);

}  // namespace tenon::sql
