// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/creation/builder.hpp"

#include <set>

// How a database that is not empty becomes another. Both sides are laid out as they would be created (builder); nodes
// of the same object are held against each other and get a fate; what needs something that goes, goes and comes again;
// then one graph puts dropping, changing and making in order. Only the files of this folder use the class.
namespace tenon::diff {

/// The steps that turn a database as `from` into one as `to`, neither of them fresh, and what no step can reach.
/// Throws internal_error when a cycle of needs cannot be broken.
std::pair<std::vector<step>, std::vector<unplanned>> change_steps(const catalog::contents& from,
                                                                  const catalog::contents& to);

class transition {
public:
    transition(const catalog::contents& from, const catalog::contents& to);

    std::pair<std::vector<step>, std::vector<unplanned>> steps();

private:
    enum class fate { keep, make, drop, alter, replace };

    // transition.cpp
    void prepare();
    void write(std::vector<step>& out);
    void write_drop(node_index f, const std::vector<node_index>& parts, step_writer& out);
    void write_alterations(node_index t, step_writer& out) const;
    std::vector<step> steps_of(builder& side, node_index i) const;
    /// The server attaches a partition's index to its parent's together with the partition.
    bool comes_by_itself(node_index t) const;

    // rows.cpp
    void carry_sequences();
    void refresh_views(const std::vector<node_index>& order, std::vector<step>& out) const;

    // fates.cpp: what happens to each node.
    void choose();
    void spread();
    void spread_changes_of_types();
    void spread_exchange(node_index enumeration);
    void spread_goings();
    void replace(node_index f);
    bool is_generated(node_index f) const;
    bool blocks_a_type_change(node_index f) const;
    bool changes_type(node_index f) const;
    bool is_changed(node_index t, std::string_view aspect) const;
    bool still_needs(node_index t, node_index needed) const;

    // order.cpp: the graph of all that is done.
    void draw();
    void draw_drops();
    void draw_makes();
    void need_sides();
    void need_overloads_and_keys();
    void need_partitions();
    void need_names();
    node_index container_of(node_index f) const;
    bool leaves_alone(node_index f) const;
    node_index active(node_index t) const { return make_of_[t] != no_node ? make_of_[t] : alter_of_[t]; }
    node_index leaves(node_index f) const;

    bool goes(node_index f) const { return from_fate_[f] == fate::drop || from_fate_[f] == fate::replace; }
    bool comes(node_index t) const { return to_fate_[t] == fate::make || to_fate_[t] == fate::replace; }
    /// A part that has no life of its own: it is written with its host on both sides.
    static bool is_body(const builder& side, node_index i) {
        const auto how = side.graph_.at(i).how;
        return how == split::function_body || how == split::view_query;
    }
    static node_index body_host(const builder& side, node_index i) {
        return is_body(side, i) ? side.graph_.at(i).host : i;
    }
    /// The node's column, for the node of a column; else null.
    static const column_of_table* column_at(const builder& side, node_index i) {
        const auto& one = side.items_[i];
        const bool column = one.id.kind == catalog::object_kind::column && one.part.empty();
        return column ? static_cast<const column_of_table*>(one.object) : nullptr;
    }

    standing_set standing_;
    builder from_, to_;
    std::vector<node_index> to_of_, from_of_;          // the node of the same object on the other side
    std::vector<std::size_t> from_position_;           // in the order of creation
    std::vector<std::vector<node_index>> dependents_;  // from-nodes that need a from-node, or are part of it

    std::vector<fate> from_fate_, to_fate_;
    std::map<node_index, alterations> changes_;  // by to-node
    /// From-nodes that go before a to-node's change, and come after it.
    std::set<std::pair<node_index, node_index>> around_;
    std::vector<unplanned> unplanned_;

    graph all_;
    struct origin {
        fate what;
        node_index node;  ///< of `from_` for drop, else of `to_`
    };
    std::vector<origin> origins_;                                    // as the nodes of all_
    std::vector<node_index> drop_of_, make_of_, alter_of_;           // nodes of all_
    std::map<node_index, std::vector<std::string>> before_, after_;  // statements beside a node of all_
};

}  // namespace tenon::diff
