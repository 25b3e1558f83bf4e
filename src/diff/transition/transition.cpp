// SPDX-License-Identifier: Apache-2.0
#include "diff/transition/transition.hpp"

#include "diff/creation/creation.hpp"

namespace tenon::diff {

using catalog::object_kind;

namespace {

/// Tables of the same kind on both sides: nothing else can be altered into each other with its rows.
standing_set standing_tables(const catalog::contents& from, const catalog::contents& to) {
    std::map<std::string, const catalog::table*> before;
    for (const auto& o : from.tables) before.emplace(identity_of(o.name), &o);
    standing_set out;
    for (const auto& o : to.tables) {
        const auto found = before.find(identity_of(o.name));
        if (found == before.end()) continue;
        const auto& was = *found->second;
        if (was.kind == o.kind && was.partition_key == o.partition_key && was.server == o.server)
            out.emplace(found->first, was.partition_of == o.partition_of && was.inherits == o.inherits);
    }
    // A parent that is made anew has no children that stay with it.
    for (const auto& o : to.tables) {
        const auto found = out.find(identity_of(o.name));
        if (found == out.end()) continue;
        auto parents = o.inherits;
        if (o.partition_of) parents.push_back(*o.partition_of);
        for (const auto& parent : parents)
            if (!out.contains(identity_of(parent))) found->second = false;
    }
    return out;
}

}  // namespace

transition::transition(const catalog::contents& from, const catalog::contents& to)
    : standing_(standing_tables(from, to)), from_(from, standing_, true), to_(to, standing_, true) {}

void transition::prepare() {
    for (auto* side : {&from_, &to_}) {
        side->add_objects();
        side->add_needs();
    }
    from_.graph_.break_cycles();
    const auto order = from_.graph_.order();
    from_position_.assign(from_.graph_.size(), 0);
    for (std::size_t p = 0; p < order.size(); ++p) from_position_[order[p]] = p;

    to_of_.assign(from_.graph_.size(), no_node);
    from_of_.assign(to_.graph_.size(), no_node);
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        const auto f = from_.find(to_.items_[t].id, to_.items_[t].part);
        if (f == no_node) continue;
        from_of_[t] = f;
        to_of_[f] = t;
    }
    dependents_.assign(from_.graph_.size(), {});
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        for (const node_index needed : from_.graph_.at(f).needs) dependents_[needed].push_back(body_host(from_, f));
        const auto container = from_.items_[f].container;
        if (container != no_node && !is_body(from_, f)) dependents_[container].push_back(f);
    }
}

bool transition::comes_by_itself(node_index t) const {
    const auto& one = to_.items_[t];
    if (one.index.empty() || one.container == no_node || comes(one.container)) return false;
    const auto child = to_.indexes_.find(one.index);
    if (child == to_.indexes_.end()) return false;
    const auto attached = to_.attached_.find(to_.graph_.at(child->second).key);
    return attached != to_.attached_.end() && comes(attached->second);
}

std::vector<step> transition::steps_of(builder& side, node_index i) const {
    std::vector<step> out;
    if (!side.items_[i].write) return out;
    step_writer writer(out, nullptr);
    side.items_[i].write(writer);
    return out;
}

void transition::write_drop(node_index f, const std::vector<node_index>& parts, step_writer& out) {
    const auto made = steps_of(from_, f);
    // What goes along with it comes back with it.
    std::vector<std::string> back;
    bool self = false;
    const auto add_self = [&] {
        for (const auto& one : made) back.push_back(one.sql);
        self = true;
    };
    for (const node_index part : parts) {
        if (!self && from_position_[part] > from_position_[f]) add_self();
        if (from_.graph_.writer_of(part) != part) continue;
        for (const auto& one : steps_of(from_, part)) back.push_back(one.sql);
    }
    if (!self) add_self();
    for (const auto& one : made) {
        if (one.undo.empty()) continue;
        for (std::size_t i = 0; i < one.undo.size(); ++i) {
            if (i == 0) {
                out.make(one.object, one.change == change::create ? change::drop : change::alter, one.aspect,
                         one.undo[i], back);
            } else {
                out.follow(one.object, one.change == change::create ? change::drop : change::alter, one.aspect,
                           one.undo[i]);
            }
        }
        back.clear();
    }
}

void transition::write_alterations(node_index t, step_writer& out) const {
    for (const auto& one : changes_.at(t)) {
        for (std::size_t i = 0; i < one.sql.size(); ++i) {
            if (i == 0) {
                out.make(one.object, change::alter, one.aspect, one.sql[i], one.undo);
                out.last().no_undo = one.no_undo;
            } else {
                out.follow(one.object, change::alter, one.aspect, one.sql[i]);
            }
        }
    }
}

void transition::write(std::vector<step>& out) {
    // How the new objects are cut is what their statements are written by.
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        if (make_of_[t] != no_node && to_.graph_.at(t).host != no_node)
            to_.graph_.at(t).apart = all_.at(make_of_[t]).apart;
    }
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        const auto& one = to_.items_[t];
        if (one.id.kind == object_kind::default_privileges && to_fate_[t] == fate::keep)
            to_.in_force_.push_back(static_cast<const catalog::default_privilege*>(one.object));
    }
    // By what they go along with, in the order in which they were made.
    std::map<node_index, std::vector<node_index>> parts;
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (drop_of_[f] == no_node || all_.at(drop_of_[f]).apart || all_.at(drop_of_[f]).host == no_node) continue;
        parts[all_.at(drop_of_[f]).host].push_back(f);
    }
    for (auto& [host, list] : parts) {
        std::sort(list.begin(), list.end(),
                  [&](node_index a, node_index b) { return from_position_[a] < from_position_[b]; });
    }
    carry_sequences();
    step_writer writer(out, nullptr);
    const auto order = all_.order();
    for (const node_index i : order) {
        const auto what = origins_[i].what;
        const auto n = origins_[i].node;
        const auto already = out.size();
        const auto beside = [&](const std::map<node_index, std::vector<std::string>>& statements) {
            const auto found = statements.find(i);
            if (found == statements.end()) return;
            const auto& id = what == fate::drop ? from_.items_[n].id : to_.items_[n].id;
            for (const auto& one : found->second) {
                writer.make(id, change::alter, "value", one, {}, "the sequence goes on where it was");
                writer.last().no_undo = "the way back carries it, too";
            }
        };
        beside(before_);
        if (what == fate::drop) {
            write_drop(n, parts[i], writer);
        } else if (what == fate::alter) {
            write_alterations(n, writer);
        } else if (what == fate::make && to_.items_[n].write && !comes_by_itself(n)) {
            to_.items_[n].write(writer);
        }
        beside(after_);
        // A new label cannot be used in the transaction that brings it.
        for (auto one = already; one < out.size(); ++one)
            if (out[one].aspect == "labels") out[one].transaction = diff::transaction::own;
    }
    refresh_views(order, out);
}

std::pair<std::vector<step>, std::vector<unplanned>> transition::steps() {
    prepare();
    choose();
    for (;;) {
        spread();
        draw();
        const auto stuck = all_.try_to_break_cycles();
        if (stuck.empty()) break;
        // A change in place that would need what comes after something goes: both ends of it apart.
        node_index soft = no_node;
        for (const node_index i : stuck) {
            const auto [what, n] = origins_[i];
            const auto kind = what == fate::alter ? to_.items_[n].id.kind : object_kind::table;
            if (what == fate::alter && kind != object_kind::table && kind != object_kind::column) soft = n;
        }
        if (soft == no_node) all_.fail_stuck(stuck);
        replace(from_of_[soft]);
    }
    std::vector<step> out;
    write(out);
    // What comes again in the same transaction, nobody misses, unless it held rows.
    std::set<catalog::object_id> made;
    for (const auto& one : out)
        if (one.change == change::create && one.aspect.empty()) made.insert(one.object);
    for (auto& one : out) {
        one.hazard = hazard_of(one);
        if (one.hazard == hazard::breaks_clients && made.contains(one.object)) one.hazard = hazard::none;
    }
    auto left = std::move(unplanned_);
    for (const auto& one : to_.left_out()) left.push_back(one);
    return {std::move(out), std::move(left)};
}

std::pair<std::vector<step>, std::vector<unplanned>> change_steps(const catalog::contents& from,
                                                                  const catalog::contents& to) {
    return transition(from, to).steps();
}

}  // namespace tenon::diff
