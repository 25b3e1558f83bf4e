// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/builder.hpp"

// What of a table's columns has a node of its own: all of them, where the table stands on both sides of a transition;
// else only defaults and NOT NULLs that cannot be part of CREATE TABLE.
namespace tenon::diff {

using catalog::identity_of;

void builder::add_columns(const catalog::table& o) {
    const auto table = find_relation(o.name);
    for (const auto& column : o.columns) {
        const auto id = catalog::column_id(o.name, column.name);
        const auto i = add({.label = to_string(id),
                            .rank = rank_tables,
                            .key = identity_of(o.name),
                            .place = place_column,
                            .host = table,
                            .apart = true,
                            .home = table},
                           {id, {}});
        const column_of_table one{&o, &column};
        items_[i].write = [this, one, id, i](step_writer& out) {
            bool without_default = one.column->default_.empty();
            if (const auto found = defaults_.find(i); found != defaults_.end())
                without_default = graph_.at(found->second.front().second).apart;
            if (const auto above = carrier_of(one); above != no_node) {
                // It is there already, as its parent's; only what it says otherwise is left.
                const auto& parents = *static_cast<const column_of_table*>(items_[above].object)->column;
                const auto as_carried = carried_by(parents);
                alterations rest;
                alter_column({one.table, &as_carried}, one, true, major_, rest);
                if (as_carried.default_ != one.column->default_ && one.column->generated == catalog::generation::none) {
                    const auto& text = one.column->default_;
                    if (text.empty()) {
                        rest.push_back({id, "default", {sql::drop_default(*one.table, *one.column)}, {}, {}});
                    } else if (!without_default) {
                        rest.push_back({id, "default", {sql::set_default(*one.table, *one.column)}, {}, {}});
                    }
                }
                for (const auto& what : rest)
                    for (const auto& statement : what.sql)
                        out.follow(items_[above].id, change::alter, what.aspect, statement);
                return;
            }
            out.make(id, change::create, "", add_column(one, without_default, major_), {drop_column(one)});
            out.follow(id, sql::details_after(*one.table, *one.column, major_));
        };
        items_[i].container = table;
        items_[i].object = &columns_.emplace_back(one);
        items_[i].change = [this, one](const void* from, alterations& out) {
            const auto& was = *static_cast<const column_of_table*>(from);
            return alter_column(was, one, carrier_of(one) != no_node, major_, out);
        };
        need_type(i, column.type);
    }
}

void builder::add_defaults() {
    // A default that needs something is a piece of its own; most need nothing and stay in their table.
    std::set<std::string> needing;
    for (const auto& one : to_.dependencies) {
        if (one.dependent.kind == catalog::object_kind::column_default) needing.insert(one.dependent.identity);
    }
    for (const auto& o : to_.tables) {
        const bool standing = stands(o.name);
        if (needing.empty() && !standing) continue;
        const auto table = find_relation(o.name);
        for (const auto& column : o.columns) {
            if (column.default_.empty() || column.generated != catalog::generation::none) continue;
            const auto id = catalog::column_default_id(o.name, column.name);
            if (!standing && !needing.contains(id.identity)) continue;
            add_default(o, column, standing ? find(catalog::column_id(o.name, column.name)) : table);
        }
    }
}

void builder::add_default(const catalog::table& o, const catalog::column& column, node_index host) {
    const auto id = catalog::column_default_id(o.name, column.name);
    const auto piece = add({.label = to_string(id),
                            .rank = rank_tables,
                            .key = identity_of(o.name),
                            .place = place_default,
                            .host = host,
                            .how = split::default_,
                            .home = host},
                           {id, [&o, &column, id](step_writer& out) {
                                out.make(id, change::alter, "default", sql::set_default(o, column),
                                         {sql::drop_default(o, column)}, "what it calls needs the table");
                            }});
    items_[piece].container = host;
    items_[piece].object = &columns_.emplace_back(&o, &column);
    items_[piece].change = [&o, &column, id](const void* from, alterations& out) {
        const auto& was = *static_cast<const column_of_table*>(from);
        if (was.column->default_ != column.default_) {
            out.push_back(
                {id, "default", {sql::set_default(o, column)}, {sql::set_default(*was.table, *was.column)}, {}});
        }
        return true;
    };
    defaults_[host].emplace_back(column.name, piece);
}

// 18: a child takes a NOT NULL over as valid. One that is not valid there, too, was made while the child was there; one
// that the child made itself, under a name of its own, was there first.
void builder::add_late_not_nulls() {
    const auto column_of = [](const catalog::table& table, const std::string& name) -> const catalog::column* {
        const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                        [&](const auto& column) { return column.name == name; });
        return found == table.columns.end() || !found->not_null ? nullptr : &*found;
    };
    const auto inherits_from = [&](const catalog::table& table, const catalog::table& parent) {
        std::vector<const catalog::table*> above = {&table};
        for (std::size_t i = 0; i < above.size(); ++i) {
            for (const auto& name : above[i]->inherits) {
                const auto found = tables_.find(identity_of(name));
                if (found != tables_.end()) above.push_back(found->second);
            }
        }
        return std::find(above.begin() + 1, above.end(), &parent) != above.end();
    };
    for (const auto& o : to_.tables) {
        if (stands(o.name)) continue;
        for (const auto& column : o.columns) {
            if (!column.not_null || !column.not_null->not_valid || column.not_null->inherited) continue;
            std::vector<node_index> earlier, later;
            for (const auto& child : to_.tables) {
                const auto* below = child.inherits.empty() ? nullptr : column_of(child, column.name);
                const bool with_it = below && (below->not_null->inherited || below->not_null->not_valid);
                if (!with_it || !inherits_from(child, o)) continue;
                (below->not_null->not_valid ? earlier : later).push_back(find_relation(child.name));
            }
            if (earlier.empty()) continue;
            const auto id = catalog::column_id(o.name, column.name);
            late_not_nulls_.insert(id);
            const auto i = add({.label = "not null of " + to_string(id),
                                .rank = rank_tables,
                                .key = identity_of(o.name),
                                .place = place_constraint},
                               piece_of(id, "not null", [this, &o, &column, id](step_writer& out) {
                                   out.make(id, change::alter, "not null", sql::set_not_null(o, column, major_),
                                            {sql::drop_not_null(o, column)}, "its children are not checked either");
                               }));
            graph_.need(i, find_relation(o.name));
            for (const auto child : earlier) graph_.need(i, child);
            for (const auto child : later) graph_.need(child, i);
            items_[i].container = find_relation(o.name);
        }
    }
}

}  // namespace tenon::diff
