// SPDX-License-Identifier: Apache-2.0
#include "base/progress.hpp"

namespace tenon {

void progress::begin(std::string_view, std::size_t) {}
void progress::advance(std::size_t) {}
void progress::end() {}

}  // namespace tenon
