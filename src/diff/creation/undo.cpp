// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/builder.hpp"

namespace tenon::diff {

// Undoing runs backwards through the order. A node goes with its container when nothing that it needs is gone before
// the container is, and (for what was written before its container) when nothing that needs it is left by then.
std::vector<bool> builder::contained(const std::vector<node_index>& order) const {
    std::vector<std::size_t> position(graph_.size(), 0);
    for (std::size_t p = 0; p < order.size(); ++p) position[order[p]] = p;
    std::vector<std::vector<node_index>> needs(graph_.size()), dependents(graph_.size());
    for (node_index i = 0; i < graph_.size(); ++i) {
        const auto writer = graph_.writer_of(i);
        for (const node_index needed : graph_.at(i).needs) {
            const auto other = graph_.writer_of(needed);
            if (other == writer) continue;
            needs[writer].push_back(other);
            dependents[other].push_back(writer);
        }
    }

    std::vector<bool> goes(graph_.size(), false);
    const auto container = [&](node_index i) { return graph_.writer_of(items_[i].container); };
    // When it is gone, as a place in the order.
    const auto end = [&](node_index i) {
        while (goes[i]) i = container(i);
        return position[i];
    };
    for (const node_index i : order) {
        if (items_[i].container != no_node && items_[i].before_container) goes[i] = true;
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (const node_index i : order) {
            if (items_[i].container == no_node || items_[i].before_container) continue;
            goes[i] = items_[i].always || std::all_of(needs[i].begin(), needs[i].end(), [&](node_index needed) {
                          return end(needed) <= end(container(i));
                      });
        }
        for (const node_index i : order) {
            // Only an owned sequence can be let go of: a type and its functions have no other way.
            if (!goes[i] || !items_[i].before_container || items_[i].partner == no_node) continue;
            const bool free = std::all_of(dependents[i].begin(), dependents[i].end(),
                                          [&](node_index dependent) { return end(dependent) >= end(container(i)); });
            if (free && goes[items_[i].partner]) continue;
            goes[i] = false;
            changed = true;
        }
    }
    for (const node_index i : order) {
        const auto partner = items_[i].partner;
        if (partner != no_node && !goes[i]) goes[partner] = false;
    }
    return goes;
}

}  // namespace tenon::diff
