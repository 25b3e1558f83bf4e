// SPDX-License-Identifier: Apache-2.0
#include "requirements/relation.hpp"

namespace tenon::requirements {

std::string_view to_string(referential_action action) {
    constexpr std::string_view names[] = {"no action", "restrict", "cascade", "set null", "set default"};
    return names[static_cast<std::size_t>(action)];
}

}  // namespace tenon::requirements
