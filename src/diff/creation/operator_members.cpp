// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/builder.hpp"

namespace tenon::diff {

// An operator class of GIN or GiST leaves most of its members to its family (amadjustmembers); who needs the class
// needs them, and no dependency says so.
void builder::add_member_needs() {
    std::map<node_index, node_index> members;  // class → the members of its family
    for (const auto& o : to_.operator_classes) {
        const auto family = find(catalog::object_kind::operator_family,
                                 fmt::format("{} USING {}", identity_of(o.family), catalog::identity_part(o.method)));
        const auto found = family == no_node ? bodies_.end() : bodies_.find(family);
        if (found != bodies_.end()) members.emplace(find(id_of(o)), found->second);
    }
    if (members.empty()) return;
    std::set<node_index> before;  // what the members need, themselves or through others
    std::vector<node_index> open;
    open.reserve(members.size());
    for (const auto& [of, piece] : members) open.push_back(piece);
    while (!open.empty()) {
        const auto i = open.back();
        open.pop_back();
        if (!before.insert(i).second) continue;
        for (const auto needed : graph_.at(i).needs) open.push_back(needed);
    }
    for (node_index i = 0; i < graph_.size(); ++i) {
        if (before.contains(i)) continue;
        const auto needs = graph_.at(i).needs;
        for (const auto needed : needs)
            if (const auto found = members.find(needed); found != members.end()) graph_.need(i, found->second);
    }
}

}  // namespace tenon::diff
