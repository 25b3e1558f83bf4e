// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/routine.hpp"
#include "sql/grants.hpp"

namespace tenon::sql {

std::string reference(const catalog::function&);
std::string reference(const catalog::aggregate&);

std::string create(const catalog::function&, int major);
std::string create(const catalog::aggregate&, int major);

/// CREATE OR REPLACE FUNCTION: the same text for one that is there already, as a stub or in an older form.
std::string replace(const catalog::function&, int major);
/// The function with a body that needs nothing yet, to be replaced; for one with an SQL-standard body. It is created
/// under check_function_bodies = off and must not be called.
std::string create_stub(const catalog::function&, int major);

grant_target target_of(const catalog::function&, int major);
grant_target target_of(const catalog::aggregate&, int major);

}  // namespace tenon::sql
