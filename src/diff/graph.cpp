// SPDX-License-Identifier: Apache-2.0
#include "diff/graph.hpp"

#include "base/failure.hpp"

#include <set>

namespace tenon::diff {
namespace {

using adjacency = std::vector<std::vector<node_index>>;

/// Strongly connected components with more than one node, after Tarjan; with a stack of its own, as chains of foreign
/// keys may be as long as there are tables.
std::vector<std::vector<node_index>> cycles_of(const adjacency& needs) {
    constexpr std::size_t unseen = 0;
    std::vector<std::size_t> number(needs.size(), unseen), low(needs.size(), 0);
    std::vector<bool> open(needs.size(), false);
    std::vector<node_index> pending;
    std::vector<std::pair<node_index, std::size_t>> path;  // node, next need to look at
    std::vector<std::vector<node_index>> out;
    std::size_t counter = 0;

    const auto enter = [&](node_index i) {
        number[i] = low[i] = ++counter;
        open[i] = true;
        pending.push_back(i);
        path.emplace_back(i, 0);
    };
    for (node_index start = 0; start < needs.size(); ++start) {
        if (number[start] != unseen) continue;
        enter(start);
        while (!path.empty()) {
            auto& [i, next] = path.back();
            if (next < needs[i].size()) {
                const node_index other = needs[i][next++];
                if (number[other] == unseen) {
                    enter(other);
                } else if (open[other]) {
                    low[i] = std::min(low[i], number[other]);
                }
                continue;
            }
            const node_index done = i;
            path.pop_back();
            if (!path.empty()) low[path.back().first] = std::min(low[path.back().first], low[done]);
            if (low[done] != number[done]) continue;
            std::vector<node_index> component;
            do {
                component.push_back(pending.back());
                open[pending.back()] = false;
                pending.pop_back();
            } while (component.back() != done);
            if (component.size() > 1) out.push_back(std::move(component));
        }
    }
    return out;
}

}  // namespace

node_index graph::add(node one) {
    nodes_.push_back(std::move(one));
    return nodes_.size() - 1;
}

void graph::need(node_index dependent, node_index needed) {
    if (dependent == needed || dependent == no_node || needed == no_node) return;
    nodes_[dependent].needs.push_back(needed);
}

node_index graph::writer_of(node_index i) const {
    while (nodes_[i].host != no_node && !nodes_[i].apart) i = nodes_[i].host;
    return i;
}

std::vector<std::vector<node_index>> graph::needs_between_writers() const {
    adjacency out(nodes_.size());
    for (node_index i = 0; i < nodes_.size(); ++i) {
        const node_index writer = writer_of(i);
        for (const node_index needed : nodes_[i].needs) {
            const node_index other = writer_of(needed);
            if (other != writer) out[writer].push_back(other);
        }
        if (writer != i || nodes_[i].host == no_node) continue;
        const node_index host = writer_of(nodes_[i].host);
        if (nodes_[i].before_host) {
            out[host].push_back(i);
        } else {
            out[i].push_back(host);
        }
    }
    for (auto& list : out) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
    return out;
}

std::vector<node_index> graph::leavers(const std::vector<node_index>& cycle) const {
    const std::set<node_index> inside(cycle.begin(), cycle.end());
    std::vector<node_index> out;
    for (node_index i = 0; i < nodes_.size(); ++i) {
        const node_index writer = writer_of(i);
        if (!inside.contains(writer)) continue;
        for (const node_index needed : nodes_[i].needs) {
            const auto& piece = nodes_[needed];
            if (!piece.before_host || piece.apart || piece.how == split::never) continue;
            const node_index host = writer_of(needed);
            if (host != writer && inside.contains(host)) out.push_back(needed);
        }
    }
    return out;
}

void graph::break_cycles() {
    const auto stuck = try_to_break_cycles();
    if (!stuck.empty()) fail_stuck(stuck);
}

void graph::fail_stuck(const std::vector<node_index>& cycle) const {
    std::string names;
    for (const node_index i : cycle) names += (names.empty() ? "" : ", ") + nodes_[i].label;
    throw internal_error("these need each other and cannot be written one after the other: " + names);
}

std::vector<node_index> graph::try_to_break_cycles() {
    // One list of pieces by host, so that every round is linear.
    std::vector<std::vector<node_index>> pieces(nodes_.size());
    for (node_index i = 0; i < nodes_.size(); ++i) {
        if (nodes_[i].host != no_node && nodes_[i].how != split::never) pieces[nodes_[i].host].push_back(i);
    }

    std::vector<std::size_t> component_of(nodes_.size(), 0);
    for (;;) {
        const auto needs = needs_between_writers();
        const auto cycles = cycles_of(needs);
        if (cycles.empty()) return {};
        std::fill(component_of.begin(), component_of.end(), 0);
        for (std::size_t c = 0; c < cycles.size(); ++c) {
            for (const node_index i : cycles[c]) component_of[i] = c + 1;
        }
        for (std::size_t c = 0; c < cycles.size(); ++c) {
            const auto inside = [&](node_index i) { return component_of[i] == c + 1; };
            // The pieces through which the cycle runs, those of the best kind only.
            std::vector<node_index> movable;
            for (const node_index host : cycles[c]) {
                for (const node_index piece : pieces[host]) {
                    if (nodes_[piece].apart) continue;
                    const auto& list = nodes_[piece].needs;
                    const bool part = std::any_of(list.begin(), list.end(), [&](node_index needed) {
                        const node_index writer = writer_of(needed);
                        return writer != host && inside(writer);
                    });
                    if (!part) continue;
                    if (!movable.empty() && nodes_[piece].how > nodes_[movable[0]].how) continue;
                    if (!movable.empty() && nodes_[piece].how < nodes_[movable[0]].how) movable.clear();
                    movable.push_back(piece);
                }
            }
            if (movable.empty()) movable = leavers(cycles[c]);
            if (movable.empty()) return cycles[c];
            // Foreign keys: those that point forward in the pretty order suffice, when they do.
            const auto before = [&](node_index a, node_index b) {
                const auto& left = nodes_[a];
                const auto& right = nodes_[b];
                return std::tie(left.rank, left.key, left.place) < std::tie(right.rank, right.key, right.place);
            };
            std::vector<node_index> chosen;
            if (nodes_[movable[0]].how == split::foreign_key) {
                for (const node_index piece : movable) {
                    const auto& list = nodes_[piece].needs;
                    const bool forward = std::any_of(list.begin(), list.end(), [&](node_index needed) {
                        const node_index writer = writer_of(needed);
                        return inside(writer) && before(nodes_[piece].host, writer);
                    });
                    if (forward) chosen.push_back(piece);
                }
            }
            for (const node_index piece : chosen.empty() ? movable : chosen) nodes_[piece].apart = true;
        }
    }
}

std::vector<node_index> graph::order() const {
    const auto needs = needs_between_writers();
    std::vector<node_index> wanted;
    for (node_index i = 0; i < nodes_.size(); ++i) {
        if (writer_of(i) == i) wanted.push_back(i);
    }
    const auto before = [&](node_index a, node_index b) {
        const auto& left = nodes_[a];
        const auto& right = nodes_[b];
        return std::tie(left.rank, left.key, left.place, left.label) <
               std::tie(right.rank, right.key, right.place, right.label);
    };
    std::sort(wanted.begin(), wanted.end(), before);
    std::vector<std::size_t> position(nodes_.size(), 0);
    for (std::size_t p = 0; p < wanted.size(); ++p) position[wanted[p]] = p;
    const auto earlier = [&](node_index a, node_index b) { return position[a] < position[b]; };

    adjacency sorted_needs = needs, companions(nodes_.size());
    for (const node_index i : wanted) {
        std::sort(sorted_needs[i].begin(), sorted_needs[i].end(), earlier);
        if (nodes_[i].home != no_node) companions[writer_of(nodes_[i].home)].push_back(i);
    }

    std::vector<node_index> out;
    out.reserve(wanted.size());
    std::vector<bool> done(nodes_.size(), false), entered(nodes_.size(), false);
    const auto emit = [&](node_index first) {
        // Companions follow as soon as everything else they need is there.
        std::vector<node_index> ready = {first};
        while (!ready.empty()) {
            const node_index i = ready.back();
            ready.pop_back();
            if (done[i]) continue;
            done[i] = true;
            out.push_back(i);
            for (auto it = companions[i].rbegin(); it != companions[i].rend(); ++it) ready.push_back(*it);
            while (!ready.empty()) {
                const node_index next = ready.back();
                const bool free = !done[next] && std::all_of(needs[next].begin(), needs[next].end(),
                                                             [&](node_index needed) { return done[needed]; });
                if (free) break;
                ready.pop_back();
            }
        }
    };
    std::vector<std::pair<node_index, std::size_t>> path;
    for (const node_index start : wanted) {
        if (done[start]) continue;
        path.emplace_back(start, 0);
        entered[start] = true;
        while (!path.empty()) {
            auto& [i, next] = path.back();
            if (next < sorted_needs[i].size()) {
                const node_index other = sorted_needs[i][next++];
                if (!done[other]) {
                    require(!entered[other], "the order of a graph with cycles was asked for");
                    entered[other] = true;
                    path.emplace_back(other, 0);
                }
                continue;
            }
            const node_index ready = i;
            path.pop_back();
            if (!done[ready]) emit(ready);
        }
    }
    return out;
}

}  // namespace tenon::diff
