// SPDX-License-Identifier: Apache-2.0
#include "catalog/visit.hpp"
#include "diff/creation/builder.hpp"

#include <set>

namespace tenon::diff {
namespace {

using catalog::identity_of;
using catalog::object_id;
using catalog::object_kind;

bool is_type(object_kind kind) {
    switch (kind) {
        case object_kind::enum_type:
        case object_kind::composite_type:
        case object_kind::range_type:
        case object_kind::base_type:
        case object_kind::domain:
            return true;
        default:
            return false;
    }
}

template <class Object>
void collect_schema(const Object& o, std::string& schema) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(o.name)>, catalog::qualified_name>)
        schema = o.name.schema;
}

bool same_names(std::vector<std::string> a, std::vector<std::string> b) {
    std::sort(a.begin(), a.end());
    std::sort(b.begin(), b.end());
    return a == b;
}

}  // namespace

void builder::add_needs() {
    add_schema_needs();
    add_type_needs();
    add_relation_needs();
    add_foreign_key_needs();
    add_replication_needs();
    if (transition_) add_column_needs();
    add_dependencies();
    add_member_needs();
    if (!transition_) add_partition_needs();
}

void builder::need_schema(node_index i, const std::string& name) {
    graph_.need(i, find(object_kind::schema, catalog::identity_part(name)));
}

void builder::need_extensions(node_index i, const std::vector<std::string>& names) {
    for (const auto& name : names) graph_.need(i, find(object_kind::extension, catalog::identity_part(name)));
}

void builder::need_type(node_index i, std::string_view text) {
    graph_.need(i, find_type(text));
}

void builder::need_function_named(node_index i, const std::string& quoted) {
    if (quoted.empty()) return;
    // Which of several it is, only the catalog's dependencies know.
    const auto found = functions_.find(requote(quoted));
    if (found != functions_.end() && found->second.size() == 1) graph_.need(i, found->second[0]);
}

void builder::need_function(node_index i, const std::string& signature) {
    if (const auto found = signatures_.find(compact(signature)); found != signatures_.end())
        graph_.need(i, found->second);
}

template <class Object>
void builder::need_members(node_index i, const Object& o) {
    for (const auto& member : o.operators) need_function(i, member.operator_);
    for (const auto& member : o.functions) need_function(i, member.function);
}

void builder::add_schema_needs() {
    catalog::for_each_object(to_, [&](const auto& o) {
        std::string schema;
        if constexpr (requires { o.name; }) collect_schema(o, schema);
        if (!schema.empty()) need_schema(find(id_of(o)), schema);
        if constexpr (requires { o.depends_on_extensions; }) need_extensions(find(id_of(o)), o.depends_on_extensions);
    });
    for (const auto& o : to_.constraints) {
        if (!o.index_depends_on_extensions.empty()) need_extensions(find(id_of(o)), o.index_depends_on_extensions);
    }
    for (const auto& o : to_.changed_privileges) {
        if (!o.extension.empty()) need_extensions(find(id_of(o)), {o.extension});
    }
    for (const auto& o : to_.extensions) need_schema(find(id_of(o)), o.schema);
    for (const auto& o : to_.role_memberships) {
        // Who grants has the right from somebody, too.
        for (const auto& other : to_.role_memberships)
            if (other.admin && other.role == o.role && other.member == o.grantor)
                graph_.need(find(id_of(o)), find(id_of(other)));
    }
    for (const auto& o : to_.default_privileges) {
        if (!o.schema.empty()) need_schema(find(id_of(o)), o.schema);
    }
    for (const auto& [type, shell] : announced_) {
        // The shell comes first, hence it needs the schema itself.
        const auto id = items_[type].id;
        need_schema(shell, sql::unquote_identifier(split_identity(id.identity).first));
    }
}

void builder::add_type_needs() {
    for (const auto& o : to_.functions) {
        signatures_.emplace(compact(fmt::format("{}({})", sql::quote(o.name), o.argument_types)), find(id_of(o)));
    }
    for (const auto& o : to_.operators) {
        const auto name = fmt::format("{}.{}", sql::quote_identifier(o.name.schema), o.name.name);
        signatures_.emplace(compact(fmt::format("{}({},{})", name, o.left.empty() ? "NONE" : o.left, o.right)),
                            find(id_of(o)));
    }
    for (const auto& o : to_.composite_types) {
        const auto i = find(id_of(o));
        for (const auto& attribute : o.attributes) need_type(i, attribute.type);
    }
    for (const auto& o : to_.domains) need_type(find(id_of(o)), o.type);
    for (const auto& o : to_.range_types) {
        const auto i = find(id_of(o));
        need_type(i, o.subtype);
        need_function_named(i, o.canonical);
        need_function_named(i, o.subtype_diff);
    }
    for (const auto& o : to_.base_types) {
        const auto i = find(id_of(o));
        if (!o.element.empty()) need_type(i, o.element);
        for (const auto* name :
             {&o.input, &o.output, &o.receive, &o.send, &o.typmod_in, &o.typmod_out, &o.analyze, &o.subscript}) {
            need_function_named(i, *name);
        }
    }
    for (const auto& o : to_.functions) {
        const auto i = find(id_of(o));
        auto language = find(object_kind::language, catalog::identity_part(o.language));
        // Most languages come with an extension of the same name.
        if (language == no_node) language = find(object_kind::extension, catalog::identity_part(o.language));
        graph_.need(i, language);
    }
    for (const auto& o : to_.languages) {
        const auto i = find(id_of(o));
        for (const auto* name : {&o.handler, &o.inline_, &o.validator}) need_function_named(i, *name);
    }
    for (const auto& o : to_.access_methods) need_function_named(find(id_of(o)), o.handler);
    for (const auto& o : to_.operators) {
        const auto i = find(id_of(o));
        for (const auto* name : {&o.function, &o.restriction, &o.join}) need_function_named(i, *name);
        need_type(i, o.left);
        need_type(i, o.right);
    }
    for (const auto& o : to_.operator_families) {
        if (const auto members = bodies_.find(find(id_of(o))); members != bodies_.end())
            need_members(members->second, o);
        graph_.need(find(id_of(o)), find(object_kind::access_method, catalog::identity_part(o.method)));
    }
    for (const auto& o : to_.operator_classes) {
        const auto i = find(id_of(o));
        const auto family = fmt::format("{} USING {}", identity_of(o.family), catalog::identity_part(o.method));
        graph_.need(i, find(object_kind::operator_family, family));
        graph_.need(i, find(object_kind::access_method, catalog::identity_part(o.method)));
        need_type(i, o.type);
        need_members(i, o);
    }
    for (const auto& o : to_.casts) {
        need_function(find(id_of(o)), o.function);
        need_type(find(id_of(o)), o.source);
        need_type(find(id_of(o)), o.target);
    }
    for (const auto& o : to_.transforms) {
        const auto i = find(id_of(o));
        need_type(i, o.type);
        need_function(i, o.from_sql);
        need_function(i, o.to_sql);
        auto language = find(object_kind::language, catalog::identity_part(o.language));
        if (language == no_node) language = find(object_kind::extension, catalog::identity_part(o.language));
        graph_.need(i, language);
    }
    for (const auto& o : to_.conversions) need_function_named(find(id_of(o)), o.function);
    for (const auto& o : to_.text_search_dictionaries) {
        graph_.need(find(id_of(o)), find(object_kind::text_search_template, identity_of(o.template_)));
    }
    for (const auto& o : to_.text_search_configurations) {
        const auto i = find(id_of(o));
        graph_.need(i, find(object_kind::text_search_parser, identity_of(o.parser)));
        for (const auto& mapping : o.mappings) {
            for (const auto& name : mapping.dictionaries) {
                graph_.need(i, find(object_kind::text_search_dictionary, identity_of(name)));
            }
        }
    }
}

void builder::add_relation_needs() {
    for (const auto& o : to_.tables) {
        const auto i = find_relation(o.name);
        for (const auto& column : o.columns) need_type(i, column.type);
        for (const auto& parent : o.inherits)
            if (!stands(o.name)) graph_.need(i, find_relation(parent));
        if (!o.of_type.empty()) need_type(i, o.of_type);
        if (!o.server.empty()) graph_.need(i, find(object_kind::foreign_server, catalog::identity_part(o.server)));
        if (!o.access_method.empty()) {
            graph_.need(i, find(object_kind::access_method, catalog::identity_part(o.access_method)));
        }
    }
    for (const auto& o : to_.indexes) {
        graph_.need(find(id_of(o)), find(object_kind::access_method, catalog::identity_part(o.method)));
    }
    for (const auto& [parent, attachments] : index_attachments_) {
        const auto found = indexes_.find(parent);
        if (found == indexes_.end()) continue;
        for (const node_index i : attachments) {
            graph_.need(i, found->second);
            // Nothing takes the index of a partition off its parent's again: they go together.
            const node_index child = indexes_.at(items_[i].index);
            items_[i].container = items_[child].container = found->second;
            items_[i].always = items_[child].always = true;
        }
    }
    for (const auto& [key, i] : keys_of_partitions_) {
        const auto above = indexes_.at(requote(key->parent_index));
        graph_.need(i, above);
        items_[i].container = above;
        items_[i].always = true;
    }
    for (const auto& [i, index] : index_needs_) {
        const auto found = indexes_.find(index);
        if (found == indexes_.end()) continue;
        graph_.need(i, found->second);
        // The index of a partition goes with its parent's, and comes back with it.
        for (auto at = found->second; items_[at].always && items_[at].container != no_node;) {
            at = items_[at].container;
            graph_.need(i, at);
        }
    }
    for (const auto& [clone, i] : clones_) {
        auto at = tables_.find(identity_of(clone->table));
        while (at != tables_.end() && at->second->partition_of) {
            const auto& parent = *at->second->partition_of;
            graph_.need(i, find(object_kind::trigger, identity_of({parent.schema, parent.name, clone->name})));
            at = tables_.find(identity_of(parent));
        }
    }
    for (const auto& o : to_.triggers) need_function_named(find(id_of(o)), o.function);
    for (const auto& o : to_.event_triggers) need_function_named(find(id_of(o)), o.function);
    for (const auto& o : to_.foreign_data_wrappers) {
        need_function_named(find(id_of(o)), o.handler);
        need_function_named(find(id_of(o)), o.validator);
    }
    for (const auto& o : to_.foreign_servers) {
        graph_.need(find(id_of(o)), find(object_kind::foreign_data_wrapper, catalog::identity_part(o.wrapper)));
    }
    for (const auto& o : to_.user_mappings) {
        graph_.need(find(id_of(o)), find(object_kind::foreign_server, catalog::identity_part(o.server)));
    }
}

void builder::add_foreign_key_needs() {
    for (const auto& [table, keys] : foreign_keys_) {
        for (const auto& [o, i] : keys) {
            const auto target = identity_of(o->references);
            graph_.need(i, find_relation(o->references));
            // It looks into all the partitions.
            std::vector<std::string> referenced = {target};
            while (!referenced.empty()) {
                const auto found = partitions_.find(referenced.back());
                referenced.pop_back();
                if (found == partitions_.end()) continue;
                for (const auto* child : found->second) {
                    graph_.need(i, find_relation(child->name));
                    referenced.push_back(identity_of(child->name));
                }
            }
            const auto need_key = [&](node_index key, const std::string& index) {
                graph_.need(i, key);
                // The key of a partitioned table is valid when all its partitions' keys are attached, at every level.
                std::vector<std::string> pending = {index};
                while (!pending.empty()) {
                    const auto found = index_attachments_.find(pending.back());
                    pending.pop_back();
                    if (found == index_attachments_.end()) continue;
                    for (const node_index attachment : found->second) {
                        graph_.need(i, attachment);
                        pending.push_back(items_[attachment].index);
                    }
                }
            };
            if (const auto found = keys_.find(target); found != keys_.end()) {
                for (const auto& [key, node] : found->second) {
                    if (key->kind != catalog::constraint_kind::exclusion &&
                        same_names(key->columns, o->referenced_columns)) {
                        need_key(node, sql::quote(sql::index_name(*key)));
                    }
                }
            }
            if (const auto found = unique_indexes_.find(target); found != unique_indexes_.end()) {
                for (const auto& [index, node] : found->second) {
                    std::vector<std::string> columns;
                    columns.reserve(index->keys.size());
                    for (const auto& key : index->keys) columns.push_back(key.column);
                    if (same_names(columns, o->referenced_columns)) need_key(node, sql::quote(index->name));
                }
            }
            // A partition's key under a name of its own comes before its parents', which then takes it in.
            if (!o->cloned) continue;
            auto at = tables_.find(table);
            while (at != tables_.end() && at->second->partition_of) {
                const auto parent = identity_of(*at->second->partition_of);
                if (const auto above = foreign_keys_.find(parent); above != foreign_keys_.end()) {
                    for (const auto& [parents, node] : above->second) {
                        if (parents->columns != o->columns || !(parents->references == o->references)) continue;
                        graph_.need(node, i);
                        items_[i].container = node;
                        items_[i].always = true;
                    }
                }
                at = tables_.find(parent);
            }
        }
    }
}

void builder::add_replication_needs() {
    for (const auto& o : to_.publications) {
        const auto i = find(id_of(o));
        for (const auto& published : o.tables) graph_.need(i, find_relation(published.table));
        for (const auto& schema : o.schemas) need_schema(i, schema);
    }
}

// The functions of triggers that every partition has for itself come before the whole table, where they can: partitions
// that are made later have such triggers too, and undoing drops them, with the table, before the functions.
void builder::add_partition_needs() {
    std::vector<std::vector<node_index>> pieces(graph_.size());
    for (node_index i = 0; i < graph_.size(); ++i)
        if (graph_.at(i).host != no_node) pieces[graph_.at(i).host].push_back(i);
    const auto needs = [&](node_index dependent, node_index wanted) {
        std::set<node_index> seen;
        std::vector<node_index> pending = {dependent};
        while (!pending.empty()) {
            const node_index i = pending.back();
            pending.pop_back();
            if (i == wanted) return true;
            if (!seen.insert(i).second) continue;
            pending.insert(pending.end(), pieces[i].begin(), pieces[i].end());
            for (const node_index needed : graph_.at(i).needs) pending.push_back(graph_.writer_of(needed));
        }
        return false;
    };
    std::set<std::pair<node_index, node_index>> done;
    for (const auto& o : to_.triggers) {
        auto at = tables_.find(identity_of(o.table));
        if (o.cloned || at == tables_.end() || !at->second->partition_of) continue;
        while (at->second->partition_of) {
            const auto above = tables_.find(identity_of(*at->second->partition_of));
            if (above == tables_.end()) break;
            at = above;
        }
        const auto found = functions_.find(requote(o.function));
        if (found == functions_.end() || found->second.size() != 1) continue;
        const node_index table = find_relation(at->second->name), function = found->second[0];
        if (!done.emplace(table, function).second || needs(function, table)) continue;
        graph_.need(table, function);
    }
}

void builder::add_dependencies() {
    // Functions that a type cannot do without, and that cannot do without the type: they see its shell.
    std::set<std::pair<node_index, node_index>> made_of;
    for (const auto& [type, shell] : announced_) {
        for (const node_index needed : graph_.at(type).needs) {
            if (items_[needed].id.kind == object_kind::function) made_of.emplace(type, needed);
        }
    }
    for (const auto& one : to_.dependencies) {
        const auto type = find(one.dependent);
        if (type == no_node || !announced_.contains(type) || one.needed.kind != object_kind::function) continue;
        const auto function = find(one.needed);
        if (function != no_node) made_of.emplace(type, function);
    }
    for (const auto& one : to_.dependencies) {
        const auto type = find(one.needed);
        const auto function = find(one.dependent);
        if (type != no_node && function != no_node && made_of.contains({type, function})) {
            graph_.need(function, announced_.at(type));
            items_[function].container = type;
            items_[function].before_container = true;
        } else {
            add_dependency(one.dependent, one.needed);
        }
    }
}

bool builder::head_names(node_index function, const object_id& needed) const {
    const auto found = heads_.find(function);
    return found != heads_.end() && found->second.find(needed.identity) != std::string::npos;
}

void builder::add_dependency(const object_id& dependent, const object_id& needed) {
    // That a sequence goes with a column, and an operator with its commutator, is no need.
    if (dependent.kind == object_kind::sequence && needed.kind != object_kind::schema) return;
    if (dependent.kind == object_kind::operator_ && needed.kind == object_kind::operator_) return;

    const auto relation_of = [&](const object_id& id) {
        const auto found = relations_.find(split_identity(id.identity).first);
        return found == relations_.end() ? no_node : found->second;
    };
    // The expression of a generated column belongs to the column.
    const auto column_of = [&](const object_id& id) {
        return id.kind == object_kind::column_default ? find(object_kind::column, id.identity) : no_node;
    };
    node_index to = find(needed);
    if (to == no_node) to = column_of(needed);
    if (to == no_node && (needed.kind == object_kind::column || needed.kind == object_kind::column_default)) {
        to = relation_of(needed);
    }
    if (to == no_node) return;

    node_index from = find(dependent);
    if (from == no_node) from = column_of(dependent);
    if (from == no_node && (dependent.kind == object_kind::column || dependent.kind == object_kind::column_default)) {
        from = relation_of(dependent);
    }
    if (from == no_node) return;
    if (from == to) {
        // A view that reads itself or a function that calls itself, which only CREATE OR REPLACE can make.
        const bool whole = dependent.kind != object_kind::column && dependent.kind != object_kind::column_default;
        if (const auto body = bodies_.find(from); whole && body != bodies_.end()) graph_.at(body->second).apart = true;
        return;
    }
    if (const auto movable = bodies_.find(from); movable != bodies_.end()) {
        // What stands in the head of a function or in the types of a view's columns cannot be moved.
        bool head = is_type(needed.kind) || needed.kind == object_kind::extension;
        head = head || head_names(from, needed);
        if (!head) from = movable->second;
    }
    graph_.need(from, to);
}

}  // namespace tenon::diff
