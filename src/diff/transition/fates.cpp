// SPDX-License-Identifier: Apache-2.0
#include "diff/transition/enumeration.hpp"
#include "diff/transition/transition.hpp"

// What happens to each object: it is kept, changed in place, dropped, made, or dropped and made again.
namespace tenon::diff {

using catalog::object_kind;

namespace {

/// An enum whose labels went or changed places.
bool is_exchange(const void* from, const void* to) {
    alterations unused;
    return !add_labels(*static_cast<const catalog::enum_type*>(from), *static_cast<const catalog::enum_type*>(to),
                       unused);
}

/// What a change in place no longer holds on to: its old definition is gone as a whole.
bool lets_go(const item& one) {
    switch (one.id.kind) {
        case object_kind::function:
        case object_kind::procedure:
        case object_kind::view:
        case object_kind::rule:
        case object_kind::trigger:
        case object_kind::policy:
        case object_kind::column:
        case object_kind::column_default:
        case object_kind::publication:
        case object_kind::text_search_configuration:
            return true;
        default:
            return !one.part.empty();
    }
}

}  // namespace

void transition::choose() {
    from_fate_.assign(from_.graph_.size(), fate::drop);
    to_fate_.assign(to_.graph_.size(), fate::make);
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        const auto f = from_of_[t];
        if (f == no_node) continue;
        const auto& now = to_.items_[t];
        const auto& was = from_.items_[f];
        fate what = fate::keep;
        if (now.change && now.object != nullptr && was.object != nullptr) {
            alterations list;
            if (now.id.kind == object_kind::enum_type && now.part.empty() && is_exchange(was.object, now.object)) {
                list.push_back(exchange_labels(*static_cast<const catalog::enum_type*>(now.object), from_.to_, to_.to_,
                                               to_.major_));
                what = fate::alter;
                changes_[t] = std::move(list);
            } else if (!now.change(was.object, list)) {
                what = fate::replace;
            } else if (!list.empty()) {
                what = fate::alter;
                changes_[t] = std::move(list);
            }
        }
        from_fate_[f] = to_fate_[t] = what;
    }
    // A table that does not stand is made anew, with all that is in it.
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        const auto t = to_of_[f];
        const auto& id = from_.items_[f].id;
        if (t == no_node || id.kind != object_kind::table || !from_.items_[f].part.empty()) continue;
        if (!standing_.contains(id.identity)) replace(f);
    }
}

void transition::replace(node_index f) {
    const auto t = to_of_[f];
    if (t == no_node || from_fate_[f] == fate::replace || from_fate_[f] == fate::drop) return;
    from_fate_[f] = to_fate_[t] = fate::replace;
}

bool transition::is_generated(node_index f) const {
    const auto* one = column_at(from_, f);
    return one != nullptr && one->column->generated != catalog::generation::none;
}

// What PostgreSQL refuses in ATExecAlterColumnType; the rest it adapts by itself.
bool transition::blocks_a_type_change(node_index f) const {
    switch (from_.items_[f].id.kind) {
        case object_kind::view:
        case object_kind::materialized_view:
        case object_kind::rule:
        case object_kind::trigger:
        case object_kind::policy:
        case object_kind::function:
        case object_kind::procedure:
        case object_kind::publication:
            return true;
        default:
            return is_generated(f);
    }
}

/// Also of the column of a child whose type follows its parent's.
bool transition::changes_type(node_index f) const {
    if (to_of_[f] == no_node) return false;
    const auto* was = column_at(from_, f);
    const auto* now = column_at(to_, to_of_[f]);
    return was != nullptr && now != nullptr && retypes(*was->column, *now->column);
}

bool transition::is_changed(node_index t, std::string_view aspect) const {
    const auto found = changes_.find(t);
    return t != no_node && found != changes_.end() && to_fate_[t] == fate::alter &&
           found->second.front().aspect == aspect;
}

/// What needs something that goes has to go before it, and come again after it.
void transition::spread() {
    unplanned_.clear();
    around_.clear();
    spread_changes_of_types();
    spread_goings();
}

void transition::spread_changes_of_types() {
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (is_changed(to_of_[f], "exchange")) spread_exchange(f);
        const bool other_function =
            from_.items_[f].id.kind == object_kind::function && is_changed(to_of_[f], "definition");
        const bool other_type = changes_type(f);
        if (!other_function && !other_type) continue;
        for (const node_index d : dependents_[f]) {
            const auto kind = from_.items_[d].id.kind;
            const bool is_part = from_.items_[d].container == f;
            if (other_function && kind == object_kind::index) replace(d);  // it holds what the old function gave
            if (!other_type) continue;
            if (kind == object_kind::column_default) {
                // The server casts a default that stays; one that changes goes first.
                if (to_of_[d] != no_node && to_fate_[to_of_[d]] == fate::alter) replace(d);
            } else if (!is_part && blocks_a_type_change(d)) {
                replace(d);
            } else if (kind == object_kind::constraint) {
                const auto& key = *static_cast<const catalog::constraint*>(from_.items_[d].object);
                if (key.kind == catalog::constraint_kind::foreign_key) replace(d);
            }
        }
    }
}

/// Columns keep an enum whose labels are exchanged; nothing else can meanwhile.
void transition::spread_exchange(node_index enumeration) {
    for (const node_index d : dependents_[enumeration]) {
        const auto& one = from_.items_[d];
        if (column_at(from_, d) != nullptr) {
            for (const node_index other : dependents_[d]) {
                const auto kind = from_.items_[other].id.kind;
                const bool key = kind == object_kind::constraint &&
                                 static_cast<const catalog::constraint*>(from_.items_[other].object)->kind ==
                                     catalog::constraint_kind::foreign_key;
                const bool in_the_way = from_.items_[other].container != d && blocks_a_type_change(other);
                if (!key && !in_the_way && kind != object_kind::column_default) continue;
                replace(other);
                if (goes(other)) around_.emplace(other, to_of_[enumeration]);
            }
        } else if (one.id.kind == object_kind::composite_type || one.id.kind == object_kind::domain ||
                   one.id.kind == object_kind::range_type) {
            unplanned_.push_back(
                {from_.items_[enumeration].id,
                 fmt::format("{} is made of it, and its labels went or changed places", to_string(one.id))});
        } else if (one.id.kind != object_kind::table && one.container != enumeration) {
            replace(d);
        }
    }
}

/// True when what the to-node is made of names the other.
bool transition::still_needs(node_index t, node_index needed) const {
    if (needed == no_node) return false;
    const auto names = [&](node_index i) {
        const auto& list = to_.graph_.at(i).needs;
        return std::find(list.begin(), list.end(), needed) != list.end();
    };
    const auto body = to_.bodies_.find(t);
    return names(t) || (body != to_.bodies_.end() && names(body->second));
}

void transition::spread_goings() {
    std::vector<node_index> pending;
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (goes(f)) pending.push_back(f);
    }
    while (!pending.empty()) {
        const auto g = pending.back();
        pending.pop_back();
        for (const node_index d : dependents_[g]) {
            const auto t = to_of_[d];
            if (goes(d) || t == no_node) continue;
            const bool inside = from_.items_[d].container == g;
            const bool still = still_needs(t, to_of_[g]);
            // One that is changed and no longer needs what goes only has to be changed first.
            if (!inside && !still && to_fate_[t] == fate::alter && lets_go(to_.items_[t])) continue;
            const auto kind = from_.items_[d].id.kind;
            const bool holds_rows = from_.items_[d].part.empty() && !is_generated(d) &&
                                    (kind == object_kind::column || kind == object_kind::table);
            if (holds_rows && !inside) {
                // A type under a column is changed in place, by the column's own statement or not at all.
                if (still && from_.items_[g].id.kind != object_kind::table) {
                    unplanned_.push_back(
                        {from_.items_[g].id, fmt::format("{} holds values of it", to_string(from_.items_[d].id))});
                }
                continue;
            }
            replace(d);
            if (goes(d)) pending.push_back(d);
        }
    }
}

}  // namespace tenon::diff
