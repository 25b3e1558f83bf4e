// SPDX-License-Identifier: Apache-2.0
#include "requirements/option.hpp"

namespace tenon::requirements {

const option_value* option_value::find(std::string_view name) const {
    for (const auto& member : map)
        if (*member.name == name) return &member.value;
    return nullptr;
}

std::vector<phrase> option_value::texts() const {
    std::vector<phrase> out;
    if (kind == option_kind::scalar) out.push_back({scalar, where});
    for (const auto& item : list)
        if (item.kind == option_kind::scalar) out.push_back({item.scalar, item.where});
    return out;
}

bool operator==(const option_value& a, const option_value& b) {
    return a.kind == b.kind && a.scalar == b.scalar && a.quoted == b.quoted && a.list == b.list && a.map == b.map;
}

}  // namespace tenon::requirements
