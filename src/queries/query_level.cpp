// SPDX-License-Identifier: Apache-2.0
#include "queries/query_level.hpp"

#include "sql/parse_tree.hpp"
#include "sql/quote.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

// The nodes are those of PostgreSQL's raw parse trees: src/include/nodes/parsenodes.h.
namespace tenon::queries {

namespace json = boost::json;

namespace {

/// The node inside `{"A_Expr": {…}}`, with its name.
std::pair<std::string_view, const json::object*> unwrap(const json::value& value) {
    const auto* object = value.if_object();
    if (!object || object->size() != 1) return {};
    const auto& [name, inner] = *object->begin();
    return {std::string_view(name), inner.if_object()};
}

std::string text_of(const json::object& object, std::string_view member) {
    return std::string(sql::text_member(object, member).value_or(std::string_view()));
}

/// The last part of an operator's or function's name.
std::string last_name(const json::object& object, std::string_view member) {
    const auto* names = sql::array_member(object, member);
    if (!names || names->empty()) return {};
    return std::string(sql::string_node(names->back()).value_or(std::string_view()));
}

/// A literal as SQL: 'x', 5, true; casts around it are kept out, the index's own column gives the type.
std::optional<std::string> constant_of(const json::object& node) {
    if (const auto* text = sql::object_member(node, "sval")) return sql::quote_literal(text_of(*text, "sval"));
    if (const auto* number = sql::object_member(node, "ival")) {
        const auto* value = number->if_contains("ival");
        return std::to_string(value && value->is_int64() ? value->get_int64() : 0);
    }
    if (const auto* number = sql::object_member(node, "fval")) return text_of(*number, "fval");
    if (const auto* flag = sql::object_member(node, "boolval")) {
        const auto* value = flag->if_contains("boolval");
        return value && value->is_bool() && value->get_bool() ? "true" : "false";
    }
    return std::nullopt;
}

bool is_json(const std::string& type) {
    return type == "jsonb" || type == "json";
}
/// The type of a cast from text that an index may hold, as its input function depends on no setting
/// (pg_proc.provolatile of int4in and the like is i; that of date_in and timestamptz_in, which read DateStyle, is s).
/// "" for others.
std::string immutable_type(const json::object& type_name) {
    if (type_name.contains("arrayBounds") || type_name.contains("typmods")) return {};
    static const std::map<std::string, std::string> types = {{"int2", "smallint"}, {"int4", "integer"},
                                                             {"int8", "bigint"},   {"numeric", "numeric"},
                                                             {"float4", "real"},   {"float8", "double precision"},
                                                             {"bool", "boolean"},  {"uuid", "uuid"}};
    const auto found = types.find(last_name(type_name, "names"));
    return found == types.end() ? std::string() : found->second;
}

bool is_range(const std::string& type) {
    return type.find("range") != std::string::npos;
}

}  // namespace

void query_level::add_table(const json::object& range_var, const std::vector<std::string>& common_tables) {
    const auto name = text_of(range_var, "relname");
    const auto schema = text_of(range_var, "schemaname");
    used_table used;
    used.alias = name;
    if (const auto* alias = sql::object_member(range_var, "alias")) used.alias = text_of(*alias, "aliasname");
    const bool is_common =
        schema.empty() && std::find(common_tables.begin(), common_tables.end(), name) != common_tables.end();
    if (!is_common) used.table = lookup_.find(schema, name);
    tables_.push_back(std::move(used));
}

void query_level::add_subquery(std::string alias) {
    used_table used;
    used.alias = std::move(alias);
    tables_.push_back(std::move(used));
}

operand query_level::understand_column(const json::object& column_ref) const {
    const auto* fields = sql::array_member(column_ref, "fields");
    if (!fields || fields->empty()) return {};
    std::vector<std::string> names;
    for (const auto& field : *fields) {
        const auto name = sql::string_node(field);
        if (!name) return {};
        names.emplace_back(*name);
    }
    std::optional<operand> found;
    std::optional<std::size_t> subquery;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
        if (names.size() > 1 && tables_[i].alias != names[names.size() - 2]) continue;
        // A subquery or a common table: a name without alias may be its column, and then nothing is known.
        if (!tables_[i].table) {
            if (names.size() > 1) subquery = i;
            continue;
        }
        const auto* column = table_lookup::find_column(*tables_[i].table, names.back());
        if (!column) continue;
        if (found) return {};
        found.emplace();
        found->is = operand::kind::key;
        found->table = i;
        found->key.column = column->name;
        found->type = column->type;
    }
    if (found) return *found;
    // A column of an outer level or of a subquery: for this level it is a value.
    operand value;
    value.is = operand::kind::value;
    value.of = subquery;
    return value;
}

operand query_level::understand_call(const json::object& call) const {
    const auto* arguments = sql::array_member(call, "args");
    if (!arguments || arguments->empty()) {
        operand value;
        value.is = operand::kind::value;  // now()
        return value;
    }
    const auto* names = sql::array_member(call, "funcname");
    if (!names || names->size() != 1) return {};
    operand out;
    std::string text = sql::quote_identifier(last_name(call, "funcname")) + "(";
    bool first = true;
    for (const auto& argument : *arguments) {
        const auto part = understand(argument);
        if (!first) text += ", ";
        first = false;
        if (part.is == operand::kind::key && !part.key.column.empty() && out.is != operand::kind::key) {
            out.is = operand::kind::key;
            out.table = part.table;
            text += sql::quote_identifier(part.key.column);
        } else if (part.is == operand::kind::constant) {
            text += part.text;
        } else if (part.is == operand::kind::value && out.is != operand::kind::key) {
            out.is = operand::kind::value;
        } else {
            return {};
        }
    }
    if (out.is == operand::kind::key) out.key.expression = text + ")";
    return out;
}

operand query_level::understand_json_key(const json::object& expression) const {
    const auto* left = expression.if_contains("lexpr");
    const auto* right = expression.if_contains("rexpr");
    if (!left || !right) return {};
    auto column = understand(*left);
    const auto key = understand(*right);
    if (column.is != operand::kind::key || column.key.column.empty() || key.is != operand::kind::constant) return {};
    column.key.expression = fmt::format("({} ->> {})", sql::quote_identifier(column.key.column), key.text);
    column.key.column.clear();
    column.type = "text";
    return column;
}

operand query_level::understand_cast(const json::object& cast) const {
    const auto* argument = cast.if_contains("arg");
    auto inner = argument ? understand(*argument) : operand();
    if (inner.is != operand::kind::key) return inner;  // a cast value is a value
    const auto* type = sql::object_member(cast, "typeName");
    const auto target = type ? immutable_type(*type) : std::string();
    // Not of a column of texts: a row whose text is no number could no longer be written.
    const bool is_json_key = inner.key.column.empty() && inner.type == "text";
    if (!is_json_key || target.empty()) return {};
    inner.key.expression += "::" + target;
    inner.type = target;
    return inner;
}

operand query_level::understand(const json::value& value) const {
    const auto [name, node] = unwrap(value);
    if (!node) return {};
    operand out;
    if (name == "ColumnRef") return understand_column(*node);
    if (name == "ParamRef" || name == "SQLValueFunction" || name == "SubLink") {
        out.is = operand::kind::value;
        return out;
    }
    if (name == "A_Const") {
        if (const auto text = constant_of(*node)) {
            out.is = operand::kind::constant;
            out.text = *text;
        }
        return out;
    }
    if (name == "TypeCast") return understand_cast(*node);
    if (name == "FuncCall") return understand_call(*node);
    if (name == "A_ArrayExpr") {
        out.is = operand::kind::value;
        return out;
    }
    if (name == "A_Expr") {
        if (last_name(*node, "name") == "->>") return understand_json_key(*node);
        // Arithmetic over values is a value: now() - interval '1 day'.
        const auto* left = node->if_contains("lexpr");
        const auto* right = node->if_contains("rexpr");
        const auto is_value = [&](const json::value* side) {
            if (!side) return true;
            const auto kind = understand(*side).is;
            return kind == operand::kind::value || kind == operand::kind::constant;
        };
        if (is_value(left) && is_value(right)) out.is = operand::kind::value;
        return out;
    }
    return out;
}

void query_level::add_predicate(std::size_t table, const std::string& text, bool constant) {
    used_ = true;
    auto& said = said_of(table);
    said.predicate += said.predicate.empty() ? text : " AND " + text;
    said.constant |= constant;
}

void query_level::add_equality(const operand& key, const operand& other) {
    used_ |= other.is != operand::kind::other;
    if (other.is == operand::kind::constant && !key.key.column.empty()) {
        if (key.type == "boolean") {
            add_predicate(key.table, (other.text == "true" ? "" : "NOT ") + sql::quote_identifier(key.key.column));
        } else {
            add_predicate(key.table, fmt::format("{} = {}", sql::quote_identifier(key.key.column), other.text), true);
        }
    } else if (other.is == operand::kind::key || other.of) {
        add_once(tables_[key.table].joins[other.of.value_or(other.table)], key.key);
    } else if (other.is != operand::kind::other) {
        add_once(said_of(key.table).equality, key.key);
    }
}

void query_level::add_operator(const std::string& symbol, const operand& key, const operand& other) {
    if (other.is == operand::kind::other) return;
    if (symbol == "=") {
        add_equality(key, other);
    } else if (symbol == "<" || symbol == "<=" || symbol == ">" || symbol == ">=") {
        if (other.is == operand::kind::key) return;
        used_ = true;
        add_once(said_of(key.table).range, key.key);
    } else if (symbol == "@>" || symbol == "<@" || symbol == "&&" || symbol == "?" || symbol == "@@") {
        const bool array = key.type.ends_with("[]");
        if (!is_range(key.type) && !array && !is_json(key.type) && key.type != "tsvector") return;
        used_ = true;
        index_candidate special;
        special.method = is_range(key.type) ? "gist" : "gin";
        special.equality = {key.key};
        special.predicate = said_of(key.table).predicate;
        if (key.type == "jsonb" && symbol == "@>") special.operator_class = "jsonb_path_ops";
        tables_[key.table].special.push_back(std::move(special));
    }
}

void query_level::add_comparison(const json::object& expression) {
    const auto symbol = last_name(expression, "name");
    const auto kind = text_of(expression, "kind");
    const auto* left_node = expression.if_contains("lexpr");
    const auto* right_node = expression.if_contains("rexpr");
    if (!left_node || !right_node) return;
    const auto left = understand(*left_node);
    const bool left_is_key = left.is == operand::kind::key;
    operand value;
    value.is = operand::kind::value;
    if (kind == "AEXPR_IN" && left_is_key && symbol == "=") return add_equality(left, value);
    if (kind == "AEXPR_OP_ANY" && left_is_key && symbol == "=") {
        if (understand(*right_node).is != operand::kind::other) add_equality(left, value);
        return;
    }
    if (kind == "AEXPR_BETWEEN" && left_is_key) return add_operator(">=", left, value);
    if (kind != "AEXPR_OP") return;
    const auto right = understand(*right_node);
    const bool right_is_key = right.is == operand::kind::key;
    if (left_is_key && right_is_key) {
        if (left.table == right.table) return;
        add_operator(symbol, left, right);
        add_operator(symbol, right, left);
        return;
    }
    if (left_is_key) return add_operator(symbol, left, right);
    if (!right_is_key) return;
    static const std::map<std::string, std::string> turned = {{"<", ">"}, {"<=", ">="}, {">", "<"},   {">=", "<="},
                                                              {"=", "="}, {"<@", "@>"}, {"@>", "<@"}, {"&&", "&&"}};
    if (const auto found = turned.find(symbol); found != turned.end()) add_operator(found->second, right, left);
}

void query_level::add_null_test(const json::object& test) {
    const auto* argument = test.if_contains("arg");
    if (!argument) return;
    const auto column = understand(*argument);
    if (column.is != operand::kind::key || column.key.column.empty()) return;
    const bool is_null = text_of(test, "nulltesttype") == "IS_NULL";
    add_predicate(column.table,
                  fmt::format("{} IS {}NULL", sql::quote_identifier(column.key.column), is_null ? "" : "NOT "));
}

namespace {

/// A condition that no index serves, in words: "the operator ILIKE".
std::string name_of_condition(std::string_view name, const json::object& node) {
    if (name == "BoolExpr") return text_of(node, "boolop") == "OR_EXPR" ? "OR" : "NOT";
    if (name == "A_Expr") {
        const auto kind = text_of(node, "kind");
        if (kind == "AEXPR_LIKE") return "LIKE";
        if (kind == "AEXPR_ILIKE") return "ILIKE";
        return fmt::format("this use of {}", last_name(node, "name"));
    }
    if (name == "FuncCall") return fmt::format("the function {}", last_name(node, "funcname"));
    if (name == "SubLink") return "a subquery";
    return "a part of it";
}

}  // namespace

void query_level::add_leaf(std::string_view name, const json::object& node) {
    if (name == "BoolExpr" && text_of(node, "boolop") == "NOT_EXPR") {
        const auto* arguments = sql::array_member(node, "args");
        if (!arguments || arguments->size() != 1) return;
        const auto column = understand(arguments->front());
        if (column.is == operand::kind::key && column.type == "boolean")
            add_predicate(column.table, "NOT " + sql::quote_identifier(column.key.column));
    } else if (name == "A_Expr") {
        add_comparison(node);
    } else if (name == "NullTest") {
        add_null_test(node);
    } else if (name == "ColumnRef") {
        const auto column = understand_column(node);
        if (column.is == operand::kind::key && column.type == "boolean")
            add_predicate(column.table, sql::quote_identifier(column.key.column));
    }
}

void query_level::add_condition(const json::value& value, bool outer_join) {
    const auto [name, node] = unwrap(value);
    if (!node) return;
    const auto* arguments = sql::array_member(*node, "args");
    if (name == "BoolExpr" && arguments && text_of(*node, "boolop") == "AND_EXPR") {
        for (const auto& argument : *arguments) add_condition(argument, outer_join);
        return;
    }
    outer_ = outer_join;
    used_ = false;
    add_leaf(name, *node);
    if (!used_) left_out_.push_back(name_of_condition(name, *node));
}

void query_level::add_order(const json::array& sort_clause, bool limited) {
    std::optional<std::size_t> table;
    std::vector<candidate_key> keys;
    for (const auto& item : sort_clause) {
        const auto [name, node] = unwrap(item);
        const auto* what = node ? node->if_contains("node") : nullptr;
        const auto column = what ? understand(*what) : operand();
        if (column.is != operand::kind::key || (table && *table != column.table)) return;
        table = column.table;
        auto key = column.key;
        key.descending = text_of(*node, "sortby_dir") == "SORTBY_DESC";
        const auto nulls = text_of(*node, "sortby_nulls");
        if (nulls == "SORTBY_NULLS_FIRST") key.nulls_first = true;
        if (nulls == "SORTBY_NULLS_LAST") key.nulls_first = false;
        keys.push_back(std::move(key));
    }
    if (table) (limited ? tables_[*table].own.order : tables_[*table].order) = std::move(keys);
}

}  // namespace tenon::queries
