// SPDX-License-Identifier: Apache-2.0
#include "diff/transition/transition.hpp"

// The graph of all that is dropped, changed and made: what waits for what.
namespace tenon::diff {

using catalog::object_kind;

namespace {

/// The names that a node's object holds in the name spaces it shares with objects of other kinds.
std::vector<std::string> claims_of(const item& one) {
    const auto& id = one.id;
    if (one.object == nullptr || !one.part.empty()) return {};
    switch (id.kind) {
        case object_kind::table:
        case object_kind::view:
        case object_kind::materialized_view:
        case object_kind::composite_type:
            return {"relation " + id.identity, "type " + id.identity};
        case object_kind::sequence:
        case object_kind::index:
            return {"relation " + id.identity};
        case object_kind::enum_type:
        case object_kind::range_type:
        case object_kind::base_type:
        case object_kind::domain:
            return {"type " + id.identity};
        case object_kind::function:
        case object_kind::procedure:
        case object_kind::aggregate:
            return {"routine " + id.identity};
        case object_kind::constraint: {
            const auto& o = *static_cast<const catalog::constraint*>(one.object);
            if (!sql::has_index(o)) return {};
            std::vector<std::string> out = {"relation " + identity_of(sql::index_name(o))};
            // A table has one primary key.
            if (o.kind == catalog::constraint_kind::primary_key) out.push_back("primary key " + identity_of(o.table));
            return out;
        }
        default:
            return {};
    }
}

bool same_columns(std::vector<std::string> a, std::vector<std::string> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

/// "public.t_id_seq", quoted, when the node is an identity column.
std::string identity_sequence_of(const column_of_table* one) {
    if (one == nullptr || one->column->identity == catalog::identity_kind::none) return {};
    return sql::identity_sequence(*one->table, *one->column);
}

}  // namespace

// The index of a partition that is taken off its table and stays.
bool transition::leaves_alone(node_index f) const {
    const auto table = from_.graph_.at(f).home;
    if (table == no_node || from_.items_[table].id.kind != object_kind::table) return false;
    const auto attachment = from_.find(from_.items_[table].id, "attachment");
    const auto kept = standing_.find(from_.items_[table].id.identity);
    return attachment != no_node && goes(attachment) && kept != standing_.end() && !kept->second;
}

node_index transition::container_of(node_index f) const {
    const auto& one = from_.items_[f];
    // The index of a partition goes with the partition, whatever becomes of the parent's.
    const auto home = from_.graph_.at(f).home;
    if (one.always && home != no_node && goes(home)) return home;
    if (one.always && leaves_alone(f)) return no_node;
    if (one.container != no_node && goes(one.container)) return one.container;
    if (const auto* column = column_at(from_, f)) {
        // It goes with the column that it came with.
        const auto above = from_.carrier_of(*column);
        if (above != no_node && goes(above)) return above;
    }
    return no_node;
}

/// What has to be done before something that the node needs can go.
node_index transition::leaves(node_index f) const {
    if (drop_of_[f] != no_node) return drop_of_[f];
    return to_of_[f] == no_node ? no_node : alter_of_[to_of_[f]];
}

void transition::draw() {
    all_ = {};
    origins_.clear();
    drop_of_.assign(from_.graph_.size(), no_node);
    make_of_.assign(to_.graph_.size(), no_node);
    alter_of_.assign(to_.graph_.size(), no_node);
    draw_drops();
    draw_makes();
    need_sides();
    need_overloads_and_keys();
    need_partitions();
    need_names();
}

void transition::draw_drops() {
    constexpr int shift = 2 * (rank_event_triggers + 1);
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        // A body goes with its host, but for one that was split off it to break a cycle.
        if (!goes(f) || (is_body(from_, f) && !from_.graph_.at(f).apart) || from_.items_[f].barrier) continue;
        const auto& old = from_.graph_.at(f);
        // What comes again goes first of all; what is gone for good goes last.
        // Default privileges that are to go must not reach what is made meanwhile.
        const bool again = from_fate_[f] == fate::replace || from_.items_[f].id.kind == object_kind::default_privileges;
        node one{.label = "drop " + old.label,
                 .rank = (again ? -shift : shift) - old.rank,
                 .key = old.key,
                 .place = -old.place};
        drop_of_[f] = all_.add(std::move(one));
        origins_.push_back({fate::drop, f});
    }
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (drop_of_[f] == no_node) continue;
        const auto container = container_of(f);
        auto host = container;
        // Pieces that stand inside a CREATE TABLE have no other way.
        if (host == no_node) continue;
        while (container_of(host) != no_node) host = container_of(host);
        auto& one = all_.at(drop_of_[f]);
        one.host = drop_of_[host];
        one.before_host = true;
        const bool firm = from_.items_[f].always || from_.items_[f].before_container ||
                          (from_.items_[f].id.kind == object_kind::column && container != from_.items_[f].container);
        one.how = firm ? split::never : split::key;
    }
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        const auto partner = from_.items_[f].partner;
        if (drop_of_[f] == no_node || partner == no_node || drop_of_[partner] == no_node) continue;
        auto& one = all_.at(drop_of_[partner]);
        if (one.host != no_node) continue;
        one.host = all_.at(drop_of_[f]).host == no_node ? drop_of_[f] : all_.at(drop_of_[f]).host;
        one.before_host = true;
    }
}

void transition::draw_makes() {
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        const auto& now = to_.graph_.at(t);
        const bool barrier = to_.items_[t].barrier;
        if (to_fate_[t] == fate::alter) {
            alter_of_[t] =
                all_.add({.label = "alter " + now.label, .rank = now.rank, .key = now.key, .place = now.place});
            origins_.push_back({fate::alter, t});
        } else if (comes(t) || barrier) {
            if (is_body(to_, t) && !comes(now.host)) continue;
            make_of_[t] = all_.add({.label = now.label, .rank = now.rank, .key = now.key, .place = now.place});
            origins_.push_back({comes(t) ? fate::make : fate::keep, t});
        }
    }
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        if (make_of_[t] == no_node) continue;
        const auto& now = to_.graph_.at(t);
        auto& one = all_.at(make_of_[t]);
        if (now.home != no_node && make_of_[now.home] != no_node) one.home = make_of_[now.home];
        if (now.host == no_node) continue;
        one.how = now.how;
        one.apart = now.apart || make_of_[now.host] == no_node;
        one.host = make_of_[now.host];
    }
}

void transition::need_sides() {
    // What is made needs what it needs; what is changed, too.
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        const auto host = body_host(to_, t);
        const auto self = make_of_[t] != no_node ? make_of_[t] : active(host);
        if (self == no_node) continue;
        for (const node_index needed : to_.graph_.at(t).needs) all_.need(self, active(body_host(to_, needed)));
    }
    // What goes waits for all that needed it.
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        const auto self = drop_of_[f] != no_node ? drop_of_[f] : leaves(body_host(from_, f));
        if (self == no_node) continue;
        if (drop_of_[f] != no_node && is_body(from_, f)) all_.need(drop_of_[from_.graph_.at(f).host], self);
        for (const node_index needed : from_.graph_.at(f).needs) {
            const auto other = drop_of_[needed] != no_node ? needed : body_host(from_, needed);
            if (drop_of_[other] != no_node) {
                all_.need(drop_of_[other], self);
            } else if (drop_of_[body_host(from_, f)] != no_node && to_of_[other] != no_node) {
                all_.need(alter_of_[to_of_[other]], self);
            }
        }
    }
    for (const auto& [f, t] : around_) {
        all_.need(alter_of_[t], drop_of_[f]);
        if (to_of_[f] != no_node) all_.need(make_of_[to_of_[f]], alter_of_[t]);
    }
}

void transition::need_overloads_and_keys() {
    // An overload that is gone must not be found by what comes again.
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        const auto t = to_of_[f];
        if (drop_of_[f] == no_node || t == no_node || make_of_[t] == no_node) continue;
        for (const node_index needed : from_.graph_.at(f).needs) {
            const auto kind = from_.items_[needed].id.kind;
            const bool overloads = kind == object_kind::function || kind == object_kind::procedure ||
                                   kind == object_kind::aggregate || kind == object_kind::operator_;
            if (overloads) all_.need(make_of_[t], drop_of_[needed]);
        }
    }
    // A foreign key takes the first key that fits.
    for (const auto& [table, keys] : to_.foreign_keys_) {
        for (const auto& [o, t] : keys) {
            if (make_of_[t] == no_node) continue;
            const auto old = from_.keys_.find(identity_of(o->references));
            if (old == from_.keys_.end()) continue;
            for (const auto& [key, f] : old->second)
                if (same_columns(key->columns, o->referenced_columns)) all_.need(make_of_[t], drop_of_[f]);
        }
    }
}

void transition::need_partitions() {
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (drop_of_[f] == no_node || !from_.items_[f].always || from_.graph_.at(f).home == no_node) continue;
        const auto attachment = from_.find(from_.items_[from_.graph_.at(f).home].id, "attachment");
        if (attachment == no_node || drop_of_[attachment] == no_node) continue;
        if (leaves_alone(f)) {
            all_.need(drop_of_[f], drop_of_[attachment]);
        } else {
            all_.need(drop_of_[attachment], drop_of_[f]);
        }
    }
    // A partition changes its columns while it is on its own, or before it changes its place.
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (column_at(from_, f) == nullptr) continue;
        const auto& [owner, column] = *column_at(from_, f);
        const auto& table = owner->name;
        const auto before = from_.find(id_of(*owner), "attachment"), after = to_.find(id_of(*owner), "attachment");
        const auto kept = standing_.find(identity_of(table));
        const auto self = leaves(f);
        if (kept != standing_.end() && kept->second) {
            const auto above = from_.carrier_of({owner, column});
            if (before == no_node || drop_of_[before] == no_node) continue;
            all_.need(drop_of_[before], self);
            if (above != no_node) all_.need(drop_of_[before], leaves(above));
            continue;
        }
        if (self == no_node) continue;
        if (before != no_node && drop_of_[before] != no_node) all_.need(self, drop_of_[before]);
        if (after != no_node && make_of_[after] != no_node) all_.need(make_of_[after], self);
    }
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        if (make_of_[t] == no_node || column_at(to_, t) == nullptr) continue;
        const auto& table = *column_at(to_, t)->table;
        const auto kept = standing_.find(identity_of(table.name));
        const auto before = from_.find(id_of(table), "attachment");
        if (kept == standing_.end() || !kept->second || before == no_node) continue;
        all_.need(drop_of_[before], make_of_[t]);
    }
}

/// Names that two objects hold one after the other.
void transition::need_names() {
    std::map<std::string, std::vector<node_index>> given_up;
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        if (drop_of_[f] == no_node) continue;
        for (auto& claim : claims_of(from_.items_[f])) given_up[claim].push_back(drop_of_[f]);
        if (to_of_[f] != no_node && make_of_[to_of_[f]] != no_node) all_.need(make_of_[to_of_[f]], drop_of_[f]);
    }
    // The sequence behind an identity column has a name, too.
    const auto identity_claim = [](const builder& side, node_index i) {
        const auto name = identity_sequence_of(column_at(side, i));
        return name.empty() ? name : "relation " + name;
    };
    for (node_index f = 0; f < from_.graph_.size(); ++f) {
        const auto self = leaves(f);
        if (auto claim = identity_claim(from_, f); !claim.empty() && self != no_node) given_up[claim].push_back(self);
    }
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        if (active(t) == no_node) continue;
        auto claims = make_of_[t] == no_node ? std::vector<std::string>() : claims_of(to_.items_[t]);
        if (auto claim = identity_claim(to_, t); !claim.empty()) claims.push_back(std::move(claim));
        for (const auto& claim : claims) {
            if (const auto found = given_up.find(claim); found != given_up.end())
                for (const node_index gone : found->second) all_.need(active(t), gone);
        }
    }
}

}  // namespace tenon::diff
