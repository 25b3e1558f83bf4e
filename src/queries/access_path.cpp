// SPDX-License-Identifier: Apache-2.0
#include "queries/access_path.hpp"

#include "queries/query_level.hpp"
#include "sql/parse_tree.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace tenon::queries {

namespace json = boost::json;

namespace {

/// Walks a statement's tree: each SELECT, UPDATE and DELETE in it is a level of its own.
class tree_walker {
public:
    explicit tree_walker(const table_lookup& lookup) : lookup_(lookup) {}

    std::vector<index_candidate> found;
    std::vector<std::string> left_out;

    void walk_statement(std::string_view kind, const json::object& node) {
        add_common_tables(node);
        query_level level(lookup_);
        if (const auto* target = sql::object_member(node, "relation"); target && kind != "InsertStmt")
            level.add_table(*target, common_tables_);
        for (const auto* list : {"fromClause", "usingClause"})
            if (const auto* items = sql::array_member(node, list))
                for (const auto& item : *items) add_from(item, level);
        if (const auto* where = node.if_contains("whereClause")) level.add_condition(*where);
        if (const auto* order = sql::array_member(node, "sortClause"))
            level.add_order(*order, node.contains("limitCount"));
        for (const auto& each : level.left_out())
            if (std::find(left_out.begin(), left_out.end(), each) == left_out.end()) left_out.push_back(each);
        for (auto& candidate : level.take()) found.push_back(std::move(candidate));
        // A UNION's arms stand as plain objects.
        for (const auto* arm : {"larg", "rarg"})
            if (const auto* select = sql::object_member(node, arm)) walk_statement("SelectStmt", *select);
        walk_members(node);
    }

private:
    static bool is_level(std::string_view name) {
        return name == "SelectStmt" || name == "UpdateStmt" || name == "DeleteStmt" || name == "InsertStmt";
    }

    /// Finds the statements below a node.
    void walk(const json::value& value) {
        if (const auto* items = value.if_array()) {
            for (const auto& item : *items) walk(item);
        } else if (const auto* object = value.if_object()) {
            for (const auto& [name, inner] : *object) {
                if (is_level(name) && inner.is_object()) {
                    walk_statement(name, inner.get_object());
                } else {
                    walk(inner);
                }
            }
        }
    }

    void walk_members(const json::object& node) {
        for (const auto& [name, inner] : node)
            if (name != "larg" && name != "rarg") walk(inner);
    }

    void add_common_tables(const json::object& node) {
        const auto* with = sql::object_member(node, "withClause");
        const auto* tables = with ? sql::array_member(*with, "ctes") : nullptr;
        if (!tables) return;
        for (const auto& item : *tables) {
            const auto* wrapped = item.if_object();
            const auto* table = wrapped ? sql::object_member(*wrapped, "CommonTableExpr") : nullptr;
            if (table) common_tables_.emplace_back(sql::text_member(*table, "ctename").value_or(std::string_view()));
        }
    }

    /// A FROM item. Conditions of an outer join restrict nothing, but the joined side is looked up by them all the
    /// same.
    void add_from(const json::value& item, query_level& level) {
        const auto* object = item.if_object();
        if (!object || object->empty()) return;
        if (const auto* table = sql::object_member(*object, "RangeVar")) return level.add_table(*table, common_tables_);
        for (const auto* kind : {"RangeSubselect", "RangeFunction"})
            if (const auto* subquery = sql::object_member(*object, kind))
                if (const auto* alias = sql::object_member(*subquery, "alias"))
                    return level.add_subquery(
                        std::string(sql::text_member(*alias, "aliasname").value_or(std::string_view())));
        const auto* join = sql::object_member(*object, "JoinExpr");
        if (!join) return;
        for (const auto* side : {"larg", "rarg"})
            if (const auto* inner = join->if_contains(side)) add_from(*inner, level);
        if (const auto* condition = join->if_contains("quals"))
            level.add_condition(*condition, sql::text_member(*join, "jointype") != "JOIN_INNER");
    }

    const table_lookup& lookup_;
    std::vector<std::string> common_tables_;
};

}  // namespace

std::vector<index_candidate> index_candidates(const query& of, const table_lookup& tables) {
    const sql::parse_tree tree(of.sql);
    if (!tree.understood()) return {};
    tree_walker walker(tables);
    for (const auto& statement : tree.statements()) walker.walk_statement(statement.kind, *statement.node);
    for (auto& candidate : walker.found) {
        candidate.query = of.name;
        candidate.weight = of.options.rate_per_second.value_or(1) * of.options.weight.value_or(1);
        candidate.from = of.where;
    }
    return std::move(walker.found);
}

std::vector<std::string> unserved_conditions(const query& of, const table_lookup& tables) {
    const sql::parse_tree tree(of.sql);
    if (!tree.understood()) return {"a form of SQL that is newer than what is understood"};
    tree_walker walker(tables);
    for (const auto& statement : tree.statements()) walker.walk_statement(statement.kind, *statement.node);
    return std::move(walker.left_out);
}

}  // namespace tenon::queries
