// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tenon::diff {

/// A place in `graph`.
using node_index = std::size_t;
inline constexpr node_index no_node = static_cast<node_index>(-1);

/// What makes a piece of an object's CREATE statement movable to a statement of its own when a cycle asks for it, in
/// the order in which they are tried: the earlier, the less it changes how the schema reads.
enum class split {
    never,
    foreign_key,    ///< ALTER TABLE … ADD CONSTRAINT
    default_,       ///< ALTER TABLE … ALTER COLUMN … SET DEFAULT
    check,          ///< ALTER TABLE or ALTER DOMAIN … ADD CONSTRAINT
    key,            ///< primary key, unique, exclusion: ALTER TABLE … ADD CONSTRAINT
    function_body,  ///< first a stub, then CREATE OR REPLACE FUNCTION
    view_query,     ///< first columns of NULL, then CREATE OR REPLACE VIEW
};

/// Something to be written: an object, or a piece of one.
struct node {
    std::string label;                   ///< for messages: "table public.orders"
    int rank = 0;                        ///< the pretty order: by rank, key, place, label
    std::string key;                     ///< a name that keeps related nodes together
    int place = 0;                       ///< among those with the same key
    std::vector<node_index> needs = {};  ///< what must be there before
    node_index host = no_node;           ///< of a piece: the node whose statement has it, unless `apart`
    split how = split::never;            ///< of a piece: how it can be moved out
    bool apart = false;                  ///< of a piece: it has a statement of its own
    node_index home = no_node;           ///< written right after this one when its needs allow it
    bool before_host = false;            ///< of a piece: moved out of its host, it comes before it, not after
};

/// The one dependency graph: what needs what, with the cycles broken and put in order. Linear in nodes and needs, but
/// for sorting the nodes by name.
class graph {
public:
    node_index add(node);
    /// `dependent` needs `needed` before it. The same need twice is one; a node's need of itself is none.
    void need(node_index dependent, node_index needed);

    node& at(node_index i) { return nodes_[i]; }
    const node& at(node_index i) const { return nodes_[i]; }
    std::size_t size() const { return nodes_.size(); }

    /// The node that writes `i`: itself, or its host while it is no statement of its own.
    node_index writer_of(node_index i) const;

    /// Moves pieces out of their hosts until no node needs itself through others. Throws internal_error, naming the
    /// nodes, when a cycle has nothing to move.
    void break_cycles();
    /// The same; gives the nodes of a cycle that has nothing to move instead of throwing, or none.
    std::vector<node_index> try_to_break_cycles();
    /// Throws internal_error with the labels of these.
    [[noreturn]] void fail_stuck(const std::vector<node_index>& cycle) const;

    /// Every node that has a statement of its own, after all it needs; otherwise in the pretty order. Call
    /// `break_cycles` before.
    std::vector<node_index> order() const;

private:
    /// Of a cycle, the pieces that others wait for and that could go before their hosts.
    std::vector<node_index> leavers(const std::vector<node_index>& cycle) const;
    /// For each node the needs between writers; pieces count for their hosts.
    std::vector<std::vector<node_index>> needs_between_writers() const;

    std::vector<node> nodes_;
};

}  // namespace tenon::diff
