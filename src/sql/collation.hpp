// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/schema.hpp"
#include "sql/attributes.hpp"

namespace tenon::sql {

std::string reference(const catalog::collation&);
std::string reference(const catalog::conversion&);
std::string reference(const catalog::extended_statistics&);

std::string create(const catalog::collation&, int major);
std::string create(const catalog::conversion&, int major);
std::string create(const catalog::extended_statistics&, int major);

details details_after(const catalog::extended_statistics&, int major);

}  // namespace tenon::sql
