// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/alteration/alteration.hpp"
#include "diff/alteration/column_change.hpp"
#include "diff/alteration/grants.hpp"
#include "diff/graph.hpp"
#include "diff/plan.hpp"
#include "sql/ddl.hpp"

#include <deque>
#include <functional>
#include <set>
#include <unordered_map>

// How the steps that create a whole catalog are made: every object becomes a node of the graph with a function that
// writes its steps; needs come from the objects' members and from the catalog's dependencies; then the graph puts all
// in order. creation.cpp and the class transition use this header's class; the files of this folder each fill in one
// side of it.
namespace tenon::diff {

/// The ranks of the pretty order.
enum rank : int {
    rank_memberships,
    rank_schemas,
    rank_extensions,
    rank_languages,
    rank_casts,  // expressions use them without saying so: no dependency is recorded
    rank_types,
    rank_text_search,
    rank_foreign,
    rank_sequences,
    rank_tables,
    rank_functions,
    rank_operators,
    rank_views,
    rank_rules,
    rank_triggers,
    rank_policies,
    rank_publications,
    rank_schema_grants,  // who passes a privilege on has to reach the object
    rank_grants,
    rank_default_privileges,
    rank_event_triggers,
};

/// Places of what belongs to a table, after the table itself (0) and an owned sequence (-1).
enum place : int {
    place_column = 1,
    place_owned_by = 1,
    place_default = 2,
    place_attach = 3,
    place_constraint = 4,
    place_index = 5,
    place_attach_index = 6,
    place_setting = 7,
};

/// Where a node's steps are written to.
class step_writer {
public:
    step_writer(std::vector<step>& out, const catalog::object_id* container) : out_(out), container_(container) {}

    /// A step with what takes it back; within a container (which takes it along) `undo` is not used.
    void make(const catalog::object_id&, change, std::string aspect, std::string sql, std::vector<std::string> undo,
              std::string reason = {});
    /// Statements that go with the object `whole`.
    void follow(const catalog::object_id& whole, const sql::details&);
    /// One more statement that goes with `whole`.
    void follow(const catalog::object_id& whole, change, std::string aspect, std::string sql, std::string reason = {});
    /// The step that was written last.
    step& last() { return out_.back(); }

private:
    std::vector<step>& out_;
    const catalog::object_id* container_;
};

struct id_hash {
    std::size_t operator()(const catalog::object_id& id) const {
        return std::hash<std::string>()(id.identity) * 31 + static_cast<std::size_t>(id.kind);
    }
};

/// What belongs to a node besides its place in the graph.
struct item {
    catalog::object_id id;
    std::function<void(step_writer&)> write;
    node_index container = no_node;  ///< undoing that node's creation takes this one along, when the order allows it
    bool before_container = false;   ///< it is written before its container: an owned sequence, a type's functions
    bool always = false;             ///< the server itself takes it along, whatever else is there
    std::string index = {};          ///< of an index's attachment: SQL text of the child
    node_index partner = no_node;    ///< goes with the container only when this one does: an owned sequence's OWNED BY
    bool barrier = false;            ///< it writes nothing: a point in the order of creation
    const void* object = nullptr;    ///< what it is made of, for `change` of the other side's node of the same id
    /// Writes how another catalog's object of this id becomes this one in place; false when it cannot. Without it, such
    /// a node is there already when the other catalog has it.
    std::function<bool(const void* from, alterations& out)> change = {};
    std::string part = {};  ///< which piece of the object it is: "grants", "body", "attachment", …; "" is the whole
};

/// A piece of an object with a node of its own.
inline item piece_of(const catalog::object_id& id, std::string part, std::function<void(step_writer&)> write) {
    item out{id, std::move(write)};
    out.part = std::move(part);
    return out;
}

/// Identities of the tables that are there on both sides of a transition; true for those that keep their parents.
using standing_set = std::map<std::string, bool>;

class builder {
public:
    /// Of `standing` tables, columns, defaults and attachments are nodes: nothing of them is written as part of a
    /// CREATE TABLE.
    explicit builder(const catalog::contents& wanted, standing_set standing = {}, bool transition = false)
        : to_(wanted), major_(wanted.major), standing_(std::move(standing)), transition_(transition) {}

    std::vector<step> build();
    const std::vector<unplanned>& left_out() const { return unplanned_; }

private:
    friend class transition;

    // objects.cpp: one node for each object, in the simplest cases by `add_plain`.
    void add_objects();
    template <class Object>
    node_index add_plain(const Object&, int rank, std::string key = {}, int place = 0);
    template <class Object>
    void add_grants(const Object&, node_index);
    /// The node's object can be changed by the rules of alteration.hpp.
    template <class Object>
    void may_change(node_index, const Object&);
    void add_fresh(const catalog::contents& fresh);
    /// An object that is nothing but several statements to make it, and several to take it back.
    template <class Object>
    void add_statements(const Object&, int rank);
    void add_role_membership(const catalog::role_membership&);
    void add_subscription(const catalog::subscription&);
    void add_operator(const catalog::operator_&);
    void add_operator_family(const catalog::operator_family&);
    template <class Type>
    void add_announced_type(const Type&, bool announced);
    void add_domain(const catalog::domain&);
    void add_function(const catalog::function&);
    void add_view(const catalog::view&);

    // relations.cpp: tables and all that hangs on them.
    void add_tables();
    void add_table(const catalog::table&);
    void add_attachment(const catalog::table&);
    void add_constraint(const catalog::constraint&);
    void add_key_of_partition(const catalog::constraint&);
    void add_index(const catalog::index&);
    void add_index_attachment(const std::string& parent, const catalog::qualified_name& child, node_index child_node,
                              node_index home);
    void add_trigger(const catalog::trigger&);
    void add_owned_by(const catalog::sequence&);
    void add_replica_identity(const catalog::table&);
    void add_cluster_on(const catalog::qualified_name&, const std::string& index, node_index relation);
    void write_table(const catalog::table&, step_writer&);
    sql::table_parts parts_of(const catalog::table&) const;

    // columns.cpp: what columns bring, of tables that are made and of those that stand.
    void add_late_not_nulls();
    void add_defaults();
    void add_default(const catalog::table&, const catalog::column&, node_index host);
    void add_columns(const catalog::table&);

    // standing.cpp: tables that are there on both sides of a transition.
    void add_inheritance(const catalog::table&);
    void add_column_needs();
    /// The node of the parent's column whose statements bring this one along, or none.
    node_index carrier_of(const column_of_table&) const;
    bool is_carried(const catalog::constraint&) const;
    /// It stands, with the parents that it has on the other side.
    bool stays_child(const catalog::qualified_name& table) const;
    /// A partition that is attached to a table which stands, when all that it is to have is there.
    bool joins(const catalog::table&) const;
    bool stands(const catalog::qualified_name& table) const { return standing_.contains(identity_of(table)); }

    // grants.cpp
    /// What an object has right after its CREATE: nullopt is the server's own default.
    catalog::privileges given_at_creation(const sql::grant_target&, const std::string& schema) const;

    // needs.cpp
    void add_needs();
    void add_schema_needs();
    void add_type_needs();
    void add_relation_needs();
    void add_foreign_key_needs();
    void add_replication_needs();
    void add_partition_needs();
    void add_dependencies();
    void add_member_needs();
    void add_dependency(const catalog::object_id& dependent, const catalog::object_id& needed);
    /// True when the head of the function, not just its body, names `needed`.
    bool head_names(node_index function, const catalog::object_id& needed) const;

    // undo.cpp: which nodes go with their containers.
    std::vector<bool> contained(const std::vector<node_index>& order) const;

    node_index add(node, item);
    node_index find(const catalog::object_id&, const std::string& part = {}) const;
    node_index find(catalog::object_kind, const std::string& identity) const;
    node_index find_relation(const catalog::qualified_name&) const;
    /// The node of the type that this text denotes, array marks and modifiers left aside.
    node_index find_type(std::string_view text) const;
    void need_type(node_index, std::string_view text);
    void need_function_named(node_index, const std::string& quoted);
    /// The same by a whole signature, as regprocedure prints it.
    void need_function(node_index, const std::string& signature);
    template <class Object>
    void need_members(node_index, const Object& class_or_family);
    void need_schema(node_index, const std::string& name);
    void need_extensions(node_index, const std::vector<std::string>& names);

    const catalog::contents& to_;
    int major_;
    standing_set standing_;
    bool transition_ = false;
    std::vector<const catalog::default_privilege*> in_force_;  // while the steps run
    std::deque<column_of_table> columns_;                      // what the items of columns and defaults point to
    std::vector<unplanned> unplanned_;
    diff::graph graph_;
    std::vector<item> items_;  // as the graph's nodes
    std::unordered_map<catalog::object_id, node_index, id_hash> by_id_;
    std::map<std::pair<catalog::object_id, std::string>, node_index> pieces_;
    std::unordered_map<std::string, node_index> relations_;               // by identity
    std::unordered_map<std::string, node_index> types_;                   // by SQL text
    std::unordered_map<std::string, std::vector<node_index>> functions_;  // by SQL text of the name
    std::unordered_map<std::string, node_index> signatures_;              // of functions and operators
    std::unordered_map<std::string, node_index> indexes_;                 // by SQL text: constraints' ones too
    std::unordered_map<node_index, node_index> announced_;                // type → its shell
    std::unordered_map<node_index, node_index> bodies_;                   // function or view → its movable part
    std::unordered_map<node_index, std::string> heads_;                   // function with such a part → its head

    std::unordered_map<std::string, const catalog::table*> tables_;                   // by identity
    std::unordered_map<std::string, std::vector<const catalog::table*>> partitions_;  // by parent's identity
    std::unordered_map<std::string, node_index> attached_;                            // partition → when it is one
    std::unordered_map<std::string, node_index> complete_;                            // parent → all are attached
    std::unordered_map<std::string, std::vector<node_index>> index_attachments_;      // by parent's SQL text
    std::unordered_map<node_index, std::vector<std::pair<const catalog::constraint*, node_index>>>
        inlined_;                                                                                           // by table
    std::unordered_map<std::string, std::vector<std::pair<const catalog::constraint*, node_index>>> keys_;  // by table
    std::unordered_map<std::string, const catalog::constraint*> partitioned_keys_;       // by SQL text of the index
    std::vector<std::pair<const catalog::constraint*, node_index>> keys_of_partitions_;  // that came with the parents'
    std::unordered_map<std::string, std::vector<std::pair<const catalog::index*, node_index>>> unique_indexes_;
    std::unordered_map<std::string, std::vector<std::pair<const catalog::constraint*, node_index>>> foreign_keys_;
    std::unordered_map<node_index, std::vector<std::pair<std::string, node_index>>> defaults_;  // by host: column, node
    std::vector<std::pair<const catalog::trigger*, node_index>> clones_;  // triggers that need their parents' ones
    std::set<catalog::object_id> late_not_nulls_;  // columns whose NOT NULL comes after the table's children
    std::vector<std::pair<node_index, std::string>> index_needs_;  // node → SQL text of an index
};

/// Identity of the relation that a column's or default's id names, and the column: "public.t.c" → "public.t", "c".
std::pair<std::string, std::string> split_identity(const std::string& identity);

/// A signature without blanks, so that "f(integer, text)" and "f(integer,text)" are one.
std::string compact(std::string_view signature);

/// A quoted, qualified name as some server printed it, in this program's own quoting.
std::string requote(std::string_view quoted);

template <class Object>
void builder::may_change(node_index i, const Object& o) {
    if (!transition_) return;
    items_[i].object = &o;
    items_[i].change = [this, &o](const void* from, alterations& out) {
        return alter(*static_cast<const Object*>(from), o, major_, out);
    };
}

template <class Object>
void builder::add_grants(const Object& o, node_index owner) {
    // Between two catalogs, the built-in grants of one may stand against the given ones of the other.
    bool any = o.privileges.has_value() || transition_;
    if constexpr (requires { o.columns; }) {
        for (const auto& column : o.columns) {
            any = any || column.privileges.has_value();
            if constexpr (requires { column.identity_privileges; }) any = any || column.identity_privileges.has_value();
        }
    }
    if (!any) return;
    const auto id = id_of(o);
    std::string schema;
    if constexpr (requires { o.name.schema; }) schema = o.name.schema;
    const auto write = [this, &o, id, schema](step_writer& out) {
        const auto give = [&](const catalog::object_id& on, const sql::grant_target& target,
                              const catalog::privileges& list) {
            for (auto& statement : sql::change_privileges(target, given_at_creation(target, schema), list, major_)) {
                out.follow(id, {{on, "grants", std::move(statement)}});
            }
        };
        give(id, sql::target_of(o, major_), o.privileges);
        if constexpr (requires { o.columns; }) {
            // Columns with the same privileges have their statements in common.
            std::vector<std::pair<const catalog::privileges*, sql::grant_target>> on_columns;
            for (const auto& column : o.columns) {
                if (!column.privileges) continue;
                const auto same = std::find_if(on_columns.begin(), on_columns.end(),
                                               [&](const auto& each) { return *each.first == column.privileges; });
                if (same == on_columns.end())
                    on_columns.emplace_back(&column.privileges, sql::target_of_column(o, column));
                else
                    same->second.columns.push_back(column.name);
            }
            for (const auto& [privileges, target] : on_columns)
                give(target.columns.size() == 1 ? catalog::column_id(o.name, target.columns.front()) : id, target,
                     *privileges);
            for (const auto& column : o.columns) {
                const auto part = catalog::column_id(o.name, column.name);
                if constexpr (requires { column.identity_privileges; }) {
                    if (column.identity_privileges)
                        give(part, sql::target_of_identity(o, column), column.identity_privileges);
                }
            }
        }
    };
    const int rank = id.kind == catalog::object_kind::schema ? rank_schema_grants : rank_grants;
    const node_index i =
        add({.label = "grants on " + to_string(id), .rank = rank, .key = to_string(id)}, piece_of(id, "grants", write));
    items_[i].object = &o;
    items_[i].change = [this, &o](const void* from, alterations& out) {
        change_grants(*static_cast<const Object*>(from), o, major_, out);
        return true;
    };
    graph_.need(i, owner);
    items_[i].container = owner;
}

}  // namespace tenon::diff
