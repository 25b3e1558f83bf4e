// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tenon::requirements {

/// The commented starter document of `tenon init`: a small platform that builds as it is and shows most of the
/// language. `platform` must be a word; it is put in its place.
std::string starter_requirements(std::string_view platform);

/// queries/example.sql of `tenon init`: named queries over the starter document's tables, in plural snake case.
std::string_view starter_queries();

}  // namespace tenon::requirements
