// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/builder.hpp"
#include "sql/lexer.hpp"

// Tables that are there on both sides of a transition: who is whose child, and what needs which of their columns.
namespace tenon::diff {

using catalog::identity_of;

bool builder::stays_child(const catalog::qualified_name& table) const {
    const auto found = standing_.find(identity_of(table));
    return found != standing_.end() && found->second;
}

bool builder::joins(const catalog::table& o) const {
    return o.partition_of && stands(*o.partition_of) && !stays_child(o.name);
}

node_index builder::carrier_of(const column_of_table& o) const {
    if (!o.column->inherited || !stays_child(o.table->name)) return no_node;
    auto parents = o.table->inherits;
    if (o.table->partition_of) parents.push_back(*o.table->partition_of);
    for (const auto& parent : parents) {
        const auto above = find(catalog::column_id(parent, o.column->name));
        if (above != no_node) return above;
    }
    return no_node;
}

bool builder::is_carried(const catalog::constraint& o) const {
    return o.kind == catalog::constraint_kind::check && o.inherited && stays_child(o.table);
}

void builder::add_inheritance(const catalog::table& o) {
    const auto table = find_relation(o.name);
    for (const auto& parent : o.inherits) {
        const auto id = id_of(o);
        const auto text = [&](std::string_view words) {
            return fmt::format("ALTER TABLE {} {} {}", sql::quote(o.name), words, sql::quote(parent));
        };
        const auto i = add({.label = to_string(id) + " inherits " + identity_of(parent),
                            .rank = rank_tables,
                            .key = identity_of(o.name),
                            .place = place_attach,
                            .home = table},
                           piece_of(id, "inherits " + identity_of(parent),
                                    [id, forward = text("INHERIT"), back = text("NO INHERIT")](step_writer& out) {
                                        out.make(id, change::alter, "inherits", forward, {back});
                                    }));
        graph_.need(i, table);
        graph_.need(i, find_relation(parent));
        items_[i].container = table;
    }
}

// What is made of columns needs each of them.
void builder::add_column_needs() {
    const auto need_column = [&](node_index i, const catalog::qualified_name& table, const std::string& name) {
        graph_.need(i, find(catalog::column_id(table, name)));
    };
    for (const auto& o : to_.constraints) {
        const auto i = find(id_of(o));
        if (i == no_node) continue;
        for (const auto& name : o.columns) need_column(i, o.table, name);
        for (const auto& name : o.include) need_column(i, o.table, name);
        for (const auto& name : o.referenced_columns) need_column(i, o.references, name);
    }
    for (const auto& o : to_.indexes) {
        const auto i = find(id_of(o));
        if (i == no_node) continue;
        for (const auto& key : o.keys)
            if (!key.column.empty()) need_column(i, o.table, key.column);
        for (const auto& name : o.include) need_column(i, o.table, name);
    }
    // Which columns stand in an expression, not every server records (14 does for generated columns in another way):
    // the words of an expression that are names of columns.
    const auto need_columns_in = [&](node_index i, const catalog::qualified_name& table, std::string_view expression) {
        if (i == no_node || expression.empty() || !stands(table)) return;
        for (const auto& piece : sql::tokenize(expression)) {
            if (piece.kind == sql::token_kind::word || piece.kind == sql::token_kind::quoted_identifier)
                need_column(i, table, sql::unquote_identifier(piece.text));
        }
    };
    for (const auto& o : to_.tables) {
        for (const auto& column : o.columns) {
            if (column.generated != catalog::generation::none)
                need_columns_in(find(catalog::column_id(o.name, column.name)), o.name, column.default_);
        }
    }
    for (const auto& o : to_.constraints) need_columns_in(find(id_of(o)), o.table, o.expression);
    for (const auto& o : to_.indexes) {
        need_columns_in(find(id_of(o)), o.table, o.predicate);
        for (const auto& key : o.keys) need_columns_in(find(id_of(o)), o.table, key.expression);
    }
    for (const auto& o : to_.statistics) need_columns_in(find(id_of(o)), o.table, o.columns);
    for (const auto& o : to_.triggers) {
        for (const auto& name : o.columns) need_column(find(id_of(o)), o.table, name);
    }
    for (const auto& o : to_.sequences) {
        if (!o.owned_by) continue;
        const auto owned = find(id_of(o), "owned by");
        need_column(owned, *o.owned_by, o.owned_by_column);
    }
    for (const auto& o : to_.publications) {
        for (const auto& table : o.tables)
            for (const auto& name : table.columns) need_column(find(id_of(o)), table.table, name);
    }
    // What a partition is to have is there before it joins.
    for (const auto& o : to_.tables) {
        if (!joins(o)) continue;
        const auto attachment = attached_.at(identity_of(o.name));
        for (const auto& column : o.columns) graph_.need(attachment, find(catalog::column_id(o.name, column.name)));
    }
    for (const auto& o : to_.indexes) {
        const auto table = tables_.find(identity_of(o.table));
        if (table != tables_.end() && joins(*table->second)) graph_.need(attached_.at(table->first), find(id_of(o)));
    }
    for (const auto& o : to_.constraints) {
        const auto table = tables_.find(identity_of(o.table));
        if (table != tables_.end() && joins(*table->second) && sql::has_index(o))
            graph_.need(attached_.at(table->first), find(id_of(o)));
    }
    // What a parent brings along comes with it; what a child has of its own is there before.
    for (const auto& o : to_.tables) {
        if (!stands(o.name)) continue;
        auto parents = o.inherits;
        if (o.partition_of) parents.push_back(*o.partition_of);
        for (const auto& column : o.columns) {
            const auto child = find(catalog::column_id(o.name, column.name));
            for (const auto& parent : parents) {
                const auto above = find(catalog::column_id(parent, column.name));
                if (above == no_node) continue;
                if (column.inherited) {
                    graph_.need(child, above);
                } else {
                    graph_.need(above, child);
                }
            }
        }
    }
}

}  // namespace tenon::diff
