// SPDX-License-Identifier: Apache-2.0
#include "support/differences.hpp"

namespace tenon::tests {

std::string told(const std::vector<diff::difference>& list, bool with_information) {
    std::string out;
    for (const auto& one : list) {
        if (one.information && !with_information) continue;
        out += to_string(one.object) + ":";
        for (const auto& member : one.members) out += " " + member;
        out += one.change == diff::change::create ? " only afterwards"
               : one.change == diff::change::drop ? " only before"
                                                  : "";
        out += "\n";
    }
    return out;
}

}  // namespace tenon::tests
