// SPDX-License-Identifier: Apache-2.0
#include "design/name_registry.hpp"

#include "base/hash.hpp"
#include "design/words.hpp"

namespace tenon::design {

std::string fit_name(std::string_view name, std::size_t longest) {
    if (name.size() <= longest) return std::string(name);
    std::size_t kept = longest - 9;
    while (kept > 0 && (static_cast<unsigned char>(name[kept]) & 0xC0) == 0x80) --kept;
    return fmt::format("{}_{}", name.substr(0, kept), hash_hex(name).substr(0, 8));
}

std::string column_name_of(std::string_view attribute) {
    return fit_name(snake_case(attribute));
}

std::optional<name_registry::holder> name_registry::take(const std::string& space, const std::string& name,
                                                         const holder& by) {
    const auto [found, is_new] = taken_.try_emplace(space + '\0' + name, by);
    if (is_new) return {};
    return found->second;
}

bool name_registry::is_taken(const std::string& space, const std::string& name) const {
    return taken_.count(space + '\0' + name) > 0;
}

}  // namespace tenon::design
