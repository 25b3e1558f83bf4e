// SPDX-License-Identifier: Apache-2.0
#include "support/slice.hpp"

#include <array>
#include <cstdlib>

namespace tenon::tests {

unsigned slice() {
    const char* text = std::getenv("TENON_SLICE");
    return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 16)) : 0;
}

std::vector<unsigned> seeds(unsigned always, unsigned of_slice) {
    std::vector<unsigned> all;
    for (unsigned i = 0; i < always; ++i) all.push_back(i);
    // Far from the fixed ones, and each slice far from the next.
    for (unsigned i = 0; i < of_slice; ++i) all.push_back(1000 + slice() % 1'000'000 * 1000 + i);
    return all;
}

int rotating_major() {
    constexpr std::array<int, 4> majors{14, 16, 17, 18};
    return majors[slice() % majors.size()];
}

}  // namespace tenon::tests
