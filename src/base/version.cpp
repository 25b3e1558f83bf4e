// SPDX-License-Identifier: Apache-2.0
#include "base/version.hpp"

namespace tenon {

std::string_view version() {
    return TENON_VERSION;
}

}  // namespace tenon
