// SPDX-License-Identifier: Apache-2.0
#include "requirements/constraint.hpp"

namespace tenon::requirements {

bool operator==(const unique_rule& a, const unique_rule& b) {
    return std::tie(a.of, a.where, a.nulls_equal, a.deferred, a.name, a.reason) ==
           std::tie(b.of, b.where, b.nulls_equal, b.deferred, b.name, b.reason);
}

bool operator==(const exclude_rule& a, const exclude_rule& b) {
    return std::tie(a.of, a.where, a.using_, a.deferred, a.name, a.reason) ==
           std::tie(b.of, b.where, b.using_, b.deferred, b.name, b.reason);
}

bool operator==(const index_rule& a, const index_rule& b) {
    return std::tie(a.of, a.where, a.include, a.using_, a.name, a.reason) ==
           std::tie(b.of, b.where, b.include, b.using_, b.name, b.reason);
}

}  // namespace tenon::requirements
