// SPDX-License-Identifier: Apache-2.0
#include "base/failure.hpp"
#include "base/text.hpp"
#include "diff/creation/builder.hpp"

#include <set>

namespace tenon::diff {
namespace {

using catalog::constraint_kind;
using catalog::identity_of;

/// The order of constraints inside CREATE TABLE: keys, then what else is checked, then references.
int constraint_order(constraint_kind kind) {
    switch (kind) {
        case constraint_kind::primary_key:
            return 0;
        case constraint_kind::unique:
            return 1;
        case constraint_kind::exclusion:
            return 2;
        case constraint_kind::check:
            return 3;
        case constraint_kind::foreign_key:
            return 4;
    }
    return 5;
}

/// CREATE TABLE silently drops a key that is the same as another one in it; ALTER TABLE makes both.
bool repeats_a_key(const catalog::constraint& o,
                   const std::vector<std::pair<const catalog::constraint*, node_index>>& before) {
    if (!sql::has_index(o)) return false;
    return std::any_of(before.begin(), before.end(), [&](const auto& other) {
        return other.first->columns == o.columns && other.first->expression == o.expression;
    });
}

}  // namespace

void builder::add_tables() {
    for (const auto& o : to_.tables) {
        tables_[identity_of(o.name)] = &o;
        if (o.partition_of) partitions_[identity_of(*o.partition_of)].push_back(&o);
    }
    for (const auto& o : to_.tables) add_table(o);
    for (const auto& o : to_.tables) {
        if (o.partition_of) add_attachment(o);
        if (stands(o.name)) add_inheritance(o);
    }
    for (const auto& [parent, children] : partitions_) {
        const auto table = tables_.find(parent);
        if (table == tables_.end()) continue;
        const auto i =
            add({.label = "partitions of " + parent, .rank = rank_tables, .key = parent, .place = place_attach},
                piece_of(id_of(*table->second), "partitions", [](step_writer&) {}));
        items_[i].barrier = true;
        if (!transition_) items_[i].container = find_relation(table->second->name);
        complete_[parent] = i;
    }
    for (const auto& [parent, barrier] : complete_) {
        for (const auto* child : partitions_.at(parent)) {
            const auto identity = identity_of(child->name);
            graph_.need(barrier, attached_.at(identity));
            if (const auto below = complete_.find(identity); below != complete_.end())
                graph_.need(barrier, below->second);
        }
    }

    add_defaults();
    add_late_not_nulls();
    for (const auto& o : to_.constraints) add_constraint(o);
    for (const auto& o : to_.tables) {
        if (o.replica != catalog::replica_identity::default_) add_replica_identity(o);
        if (!o.clustered_on.empty()) add_cluster_on(o.name, o.clustered_on, find_relation(o.name));
    }
}

sql::table_parts builder::parts_of(const catalog::table& o) const {
    sql::table_parts parts;
    const node_index i = find_relation(o.name);
    if (o.partition_of) {
        const auto parent = tables_.find(identity_of(*o.partition_of));
        // A partition that joins a table which is there already gets all it is to have first: what the server would
        // make for it has names of the server's choice.
        const bool joins_one = stands(*o.partition_of) || stands(o.name);
        if (!joins_one && parent != tables_.end() && sql::follows_parent(o, *parent->second, major_)) {
            parts.parent = parent->second;
        } else {
            parts.standalone = true;
        }
    }
    for (const auto& name : o.inherits) {
        if (const auto found = tables_.find(identity_of(name)); found != tables_.end()) {
            parts.inherited_from.push_back(found->second);
        }
    }
    if (const auto found = inlined_.find(i); found != inlined_.end()) {
        for (const auto& [constraint, piece] : found->second) {
            if (!graph_.at(piece).apart) parts.constraints.push_back(constraint);
        }
        std::stable_sort(parts.constraints.begin(), parts.constraints.end(), [](const auto* a, const auto* b) {
            return constraint_order(a->kind) < constraint_order(b->kind);
        });
    }
    if (const auto found = defaults_.find(i); found != defaults_.end()) {
        for (const auto& [column, piece] : found->second) {
            if (graph_.at(piece).apart) parts.without_default.push_back(column);
        }
    }
    return parts;
}

void builder::write_table(const catalog::table& o, step_writer& out) {
    const auto id = id_of(o);
    const auto parts = parts_of(o);
    out.make(id, change::create, "", sql::create(o, parts, major_), {sql::drop(o)});
    auto details = sql::details_after(o, parts, major_);
    std::erase_if(details, [&](const auto& detail) {
        return detail.aspect == "not null" && late_not_nulls_.contains(detail.object);
    });
    out.follow(id, details);
    for (const auto* constraint : parts.constraints) out.follow(id, sql::details_after(*constraint, major_));
}

void builder::add_table(const catalog::table& o) {
    const auto id = id_of(o);
    const auto i = add({.label = to_string(id), .rank = rank_tables, .key = id.identity},
                       {id, [this, &o](step_writer& out) { write_table(o, out); }});
    relations_[id.identity] = i;
    may_change(i, o);
    if (stands(o.name)) add_columns(o);
    add_grants(o, i);
}

void builder::add_attachment(const catalog::table& o) {
    const auto id = id_of(o);
    const auto table = find_relation(o.name);
    const auto parent = find_relation(*o.partition_of);
    if (!stands(o.name)) graph_.need(table, parent);
    // Partitions come and go while the schema is in use: whoever removes it cannot name them.
    if (!transition_) items_[table].container = parent;
    if (!parts_of(o).standalone) {
        attached_[id.identity] = table;
        return;
    }
    const auto i = add({.label = "attachment of " + to_string(id),
                        .rank = rank_tables,
                        .key = id.identity,
                        .place = place_attach,
                        .home = table},
                       piece_of(id, "attachment", [this, &o, id](step_writer& out) {
                           out.make(id, change::alter, "attach", sql::attach(o), {sql::detach(o)},
                                    "its columns are not those of its parent, one by one");
                           const auto above = tables_.find(identity_of(*o.partition_of));
                           if (major_ < 18 || above == tables_.end()) return;
                           for (auto& statement : sql::own_not_nulls(o, *above->second))
                               out.follow(id, change::alter, "attach", std::move(statement));
                       }));
    graph_.need(i, table);
    graph_.need(i, parent);
    items_[i].container = table;
    items_[i].object = &o;
    items_[i].change = [&o](const void* from, alterations&) {
        const auto& was = *static_cast<const catalog::table*>(from);
        return was.partition_of == o.partition_of && was.partition_bound == o.partition_bound;
    };
    attached_[id.identity] = i;
}

void builder::add_constraint(const catalog::constraint& o) {
    const auto identity = identity_of(o.table);
    const auto table = find_relation(o.table);
    const auto found = tables_.find(identity);
    require(table != no_node && found != tables_.end(), "a constraint of a table that the catalog does not hold");
    const bool is_partition = found->second->partition_of.has_value();
    const bool is_parent = complete_.contains(identity);
    if (is_carried(o)) return;
    if (o.kind == constraint_kind::check && o.inherited && !parts_of(*found->second).standalone) return;
    if (o.cloned) {
        // The parent's foreign key brings it along; only under another name it has to be there before.
        const auto same = [&](const auto& other) {
            return other.first->name == o.name && other.first->columns == o.columns &&
                   other.first->references == o.references && other.first->referenced_columns == o.referenced_columns;
        };
        for (auto at = found->second->partition_of; at;) {
            const auto keys = foreign_keys_.find(identity_of(*at));
            if (keys != foreign_keys_.end() && std::any_of(keys->second.begin(), keys->second.end(), same)) return;
            const auto next = tables_.find(identity_of(*at));
            at = next == tables_.end() ? std::nullopt : next->second->partition_of;
        }
    }
    const auto id = id_of(o);
    const bool index = sql::has_index(o);
    // Keys and references of partitioned tables and partitions are put together one by one, so that each keeps its
    // name; what was never checked can only be added.
    const bool apart = o.not_valid || stands(o.table) ||
                       ((is_partition || is_parent) && o.kind != constraint_kind::check) ||
                       repeats_a_key(o, keys_[identity]);
    const auto how = o.kind == constraint_kind::foreign_key ? split::foreign_key
                     : o.kind == constraint_kind::check     ? split::check
                                                            : split::key;
    if (index && !o.parent_index.empty() && !sql::can_attach(o)) return add_key_of_partition(o);
    const bool only = is_parent && index && sql::can_attach(o);
    const auto i = add({.label = to_string(id),
                        .rank = rank_tables,
                        .key = identity,
                        .place = place_constraint,
                        .host = table,
                        .how = how,
                        .apart = apart,
                        .home = table},
                       {id, [this, &o, id, only, apart](step_writer& out) {
                            out.make(id, change::create, "", sql::create(o, major_, only), {sql::drop(o)},
                                     apart ? "" : "what it refers to needs the table");
                            out.follow(id, sql::details_after(o, major_));
                        }});
    items_[i].container = table;
    may_change(i, o);
    inlined_[table].emplace_back(&o, i);
    if (is_parent && o.kind != constraint_kind::check) graph_.need(i, complete_.at(identity));
    const bool before_joining = joins(*found->second) && index;
    if (is_partition && o.kind != constraint_kind::check && !before_joining) graph_.need(i, attached_.at(identity));
    if (o.kind == constraint_kind::foreign_key) foreign_keys_[identity].emplace_back(&o, i);
    if (!index) return;
    indexes_[sql::quote(sql::index_name(o))] = i;
    if (is_parent) partitioned_keys_[sql::quote(sql::index_name(o))] = &o;
    keys_[identity].emplace_back(&o, i);
    if (!o.parent_index.empty()) add_index_attachment(o.parent_index, sql::index_name(o), i, table);
}

void builder::add_key_of_partition(const catalog::constraint& o) {
    const auto id = id_of(o);
    const auto identity = identity_of(o.table);
    const auto i = add({.label = to_string(id),
                        .rank = rank_tables,
                        .key = identity,
                        .place = place_attach_index,
                        .home = find_relation(o.table)},
                       {id, [this, &o](step_writer& out) {
                            // It is there already, and its parent's step takes it back.
                            const auto& whole = items_[indexes_.at(requote(o.parent_index))].id;
                            for (auto& statement : sql::adapt(o, *partitioned_keys_.at(requote(o.parent_index))))
                                out.follow(whole, change::alter, "", std::move(statement));
                            out.follow(whole, sql::details_after(o, major_));
                        }});
    may_change(i, o);
    indexes_[sql::quote(sql::index_name(o))] = i;
    partitioned_keys_[sql::quote(sql::index_name(o))] = &o;
    keys_[identity].emplace_back(&o, i);
    keys_of_partitions_.emplace_back(&o, i);
}

void builder::add_index(const catalog::index& o) {
    const auto id = id_of(o);
    const auto identity = identity_of(o.table);
    const auto relation = find_relation(o.table);
    require(relation != no_node, "an index of a relation that the catalog does not hold");
    const bool is_parent = complete_.contains(identity);
    if (o.invalid && !o.partitioned) {
        unplanned_.push_back({id, "it is not valid: its building failed, and no statement makes such an index"});
        return;
    }
    const auto i = add({.label = to_string(id),
                        .rank = graph_.at(relation).rank,
                        .key = identity,
                        .place = place_index,
                        .home = relation},
                       {id, [this, &o, id, is_parent](step_writer& out) {
                            out.make(id, change::create, "", sql::create(o, major_, is_parent), {sql::drop(o)});
                            out.follow(id, sql::details_after(o, major_));
                        }});
    graph_.need(i, relation);
    items_[i].container = relation;
    may_change(i, o);
    indexes_[sql::quote(o.name)] = i;
    if (o.unique) unique_indexes_[identity].emplace_back(&o, i);
    if (is_parent) graph_.need(i, complete_.at(identity));
    const auto table = tables_.find(identity);
    const bool before_joining = table != tables_.end() && joins(*table->second);
    const auto found = attached_.find(identity);
    if (found != attached_.end() && !before_joining) graph_.need(i, found->second);
    if (!o.parent_index.empty()) add_index_attachment(o.parent_index, o.name, i, relation);
}

void builder::add_index_attachment(const std::string& parent, const catalog::qualified_name& child,
                                   node_index child_node, node_index home) {
    const catalog::object_id id = relation_id(catalog::object_kind::index, child);
    const auto key = requote(parent);
    const auto i = add({.label = "attachment of " + to_string(id),
                        .rank = rank_tables,
                        .key = graph_.at(home).key,
                        .place = place_attach_index,
                        .home = child_node},
                       piece_of(id, "attachment", [id, parent, child](step_writer& out) {
                           out.make(id, change::alter, "attach", sql::attach_index(parent, child), {});
                       }));
    graph_.need(i, child_node);
    items_[i].container = home;
    items_[i].index = sql::quote(child);
    index_attachments_[key].push_back(i);
}

void builder::add_trigger(const catalog::trigger& o) {
    const auto id = id_of(o);
    const auto relation = find_relation(o.table);
    const auto i = add({.label = to_string(id), .rank = rank_triggers, .key = identity_of(o.table)},
                       {id, [this, &o, id](step_writer& out) {
                            if (!o.cloned) {
                                out.make(id, change::create, "", sql::create(o, major_), {sql::drop(o)});
                                out.follow(id, sql::details_after(o, major_));
                                return;
                            }
                            // The server makes the copy; only what is said of it can be taken back.
                            catalog::trigger plain = o;
                            plain.enabled = catalog::firing::origin;
                            for (const auto& detail : sql::details_after(o, major_)) {
                                auto undo = detail.aspect == "comment" ? sql::comment_on(sql::reference(o), "")
                                            : detail.aspect == "extension"
                                                ? replace_all(detail.sql, " DEPENDS ON ", " NO DEPENDS ON ")
                                                : sql::details_after(plain, major_)[0].sql;
                                out.make(id, change::alter, detail.aspect, detail.sql, {std::move(undo)});
                            }
                        }});
    graph_.need(i, relation);
    items_[i].container = relation;
    may_change(i, o);
    if (!o.cloned) return;
    const auto identity = identity_of(o.table);
    if (const auto found = attached_.find(identity); found != attached_.end()) graph_.need(i, found->second);
    graph_.at(i).place = 1;
    // The trigger that it is a copy of; triggers are listed by table, so that it may not have its node yet.
    clones_.emplace_back(&o, i);
}

void builder::add_owned_by(const catalog::sequence& o) {
    const auto id = id_of(o);
    const auto sequence = find(id);
    const auto table = find_relation(*o.owned_by);
    require(table != no_node, "a sequence owned by a relation that the catalog does not hold");
    const auto i = add({.label = "owner of " + to_string(id),
                        .rank = rank_tables,
                        .key = identity_of(*o.owned_by),
                        .place = place_owned_by,
                        .home = table},
                       piece_of(id, "owned by", [&o, id](step_writer& out) {
                           out.make(id, change::alter, "owned by", sql::owned_by(o), {sql::owned_by_none(o)});
                       }));
    graph_.need(i, sequence);
    graph_.need(i, table);
    items_[i].container = table;
    items_[sequence].container = table;
    items_[sequence].before_container = true;
    items_[sequence].partner = i;
    items_[i].object = &o;
    items_[i].change = [&o, id](const void* from, alterations& out) {
        const auto& was = *static_cast<const catalog::sequence*>(from);
        if (was.owned_by != o.owned_by || was.owned_by_column != o.owned_by_column)
            out.push_back({id, "owned by", {sql::owned_by(o)}, {sql::owned_by(was)}, {}});
        return true;
    };
}

void builder::add_replica_identity(const catalog::table& o) {
    const auto id = id_of(o);
    const auto table = find_relation(o.name);
    const auto i = add({.label = "replica identity of " + to_string(id),
                        .rank = rank_tables,
                        .key = id.identity,
                        .place = place_setting,
                        .home = table},
                       piece_of(id, "replica identity", [&o, id](step_writer& out) {
                           out.make(id, change::alter, "replica identity", sql::replica_identity(o),
                                    {fmt::format("ALTER TABLE ONLY {} REPLICA IDENTITY DEFAULT", sql::quote(o.name))});
                       }));
    graph_.need(i, table);
    items_[i].container = table;
    items_[i].object = &o;
    items_[i].change = [&o, id](const void* from, alterations& out) {
        const auto& was = *static_cast<const catalog::table*>(from);
        if (was.replica != o.replica || was.replica_index != o.replica_index)
            out.push_back({id, "replica identity", {sql::replica_identity(o)}, {sql::replica_identity(was)}, {}});
        return true;
    };
    if (!o.replica_index.empty()) index_needs_.emplace_back(i, sql::quote_qualified(o.name.schema, o.replica_index));
}

void builder::add_cluster_on(const catalog::qualified_name& name, const std::string& index, node_index relation) {
    const auto id = items_[relation].id;
    const auto i = add({.label = "clustering of " + to_string(id),
                        .rank = graph_.at(relation).rank,
                        .key = identity_of(name),
                        .place = place_setting,
                        .home = relation},
                       piece_of(id, "clustering", [name, index, id](step_writer& out) {
                           out.make(id, change::alter, "cluster on", sql::cluster_on(name, index),
                                    {fmt::format("ALTER TABLE {} SET WITHOUT CLUSTER", sql::quote(name))});
                       }));
    graph_.need(i, relation);
    items_[i].container = relation;
    items_[i].object = &index;
    items_[i].change = [name, index, id](const void* from, alterations& out) {
        const auto& was = *static_cast<const std::string*>(from);
        if (was != index)
            out.push_back({id, "cluster on", {sql::cluster_on(name, index)}, {sql::cluster_on(name, was)}, {}});
        return true;
    };
    index_needs_.emplace_back(i, sql::quote_qualified(name.schema, index));
}

}  // namespace tenon::diff
