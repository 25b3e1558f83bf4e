// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "queries/candidate.hpp"
#include "queries/table_lookup.hpp"

#include <boost/json/fwd.hpp>

#include <map>

namespace tenon::queries {

/// What a level says of one table by itself, so without its joins.
struct restrictions {
    std::vector<candidate_key> equality, range, order;
    std::string predicate;
    bool constant = false;  ///< the predicate compares with a literal, so is true of some rows only

    bool empty() const { return equality.empty() && range.empty() && order.empty() && predicate.empty(); }
};

/// A table of one level of a query, and how rows of it may be found.
struct used_table {
    std::string alias;
    const catalog::table* table = nullptr;  ///< nullptr: a common table or a subquery, of which nothing is known
    restrictions own;                       ///< by WHERE and by inner joins
    restrictions outer;                     ///< by ON of an outer join: of the rows that the join looks up, no others
    std::vector<candidate_key> order;       ///< ORDER BY without a LIMIT
    std::map<std::size_t, std::vector<candidate_key>> joins;  ///< keys that equal something of that table
    std::vector<index_candidate> special;                     ///< what GIN and GiST serve
};

/// A side of a comparison, as far as an index could serve it.
struct operand {
    enum class kind {
        key,       ///< a column of one table, or a function of it
        value,     ///< a parameter, or what does not depend on this level's tables
        constant,  ///< a literal
        other,
    };
    operand::kind is = kind::other;
    std::size_t table = 0;          ///< key: which of the level's tables
    candidate_key key;              ///< key
    std::string type;               ///< key: of a plain column, else ""
    std::string text;               ///< constant: as SQL
    std::optional<std::size_t> of;  ///< value: that it comes from this table of the level
};

void add_once(std::vector<candidate_key>&, const candidate_key&);

/// One SELECT, UPDATE or DELETE with its FROM list: the level at which conditions and tables meet.
class query_level {
public:
    explicit query_level(const table_lookup& lookup) : lookup_(lookup) {}

    /// A RangeVar of FROM, or the target of UPDATE and DELETE.
    void add_table(const boost::json::object& range_var, const std::vector<std::string>& common_tables);
    /// A subquery in FROM: its columns are values, of one row after the other.
    void add_subquery(std::string alias);
    /// A condition that must hold: WHERE, or ON of a join. ANDs are taken apart.
    void add_condition(const boost::json::value& node, bool outer_join = false);
    /// ORDER BY; counts only when it orders one table.
    void add_order(const boost::json::array& sort_clause, bool limited);

    /// For each table the ways that a nested loop has to its rows, those with at least one key or predicate: where the
    /// loop begins, by what the query says of the table itself; where it comes from another table, by the columns
    /// joined to that one and by what the query says.
    ///
    /// Of the tables that joins connect those with equalities are where loops begin; if none has any, those with a
    /// range or an order; then those with constants; then any.
    std::vector<index_candidate> take();

    /// What add_condition could make nothing of: "OR", "the operator ~~*".
    const std::vector<std::string>& left_out() const { return left_out_; }

private:
    enum class narrowness : std::uint8_t { all_rows, constants, some_rows, equality };

    void add_leaf(std::string_view name, const boost::json::object& node);
    void add_comparison(const boost::json::object& expression);
    void add_null_test(const boost::json::object& test);
    operand understand(const boost::json::value& node) const;
    operand understand_column(const boost::json::object& column_ref) const;
    operand understand_call(const boost::json::object& call) const;
    /// A cast of `column ->> 'key'`, where an index may hold it.
    operand understand_cast(const boost::json::object& cast) const;
    operand understand_json_key(const boost::json::object& expression) const;
    void add_equality(const operand& key, const operand& other);
    void add_operator(const std::string& symbol, const operand& key, const operand& other);
    void add_predicate(std::size_t table, const std::string& text, bool constant = false);
    restrictions& said_of(std::size_t table) { return outer_ ? tables_[table].outer : tables_[table].own; }

    static narrowness narrowness_of(const used_table&);
    /// The tables that joins lead to from `start`, itself among them, without passing `closed`.
    std::vector<bool> reach(std::size_t start, std::optional<std::size_t> closed = {}) const;
    /// Which tables loops begin with.
    std::vector<bool> beginnings() const;

    const table_lookup& lookup_;
    std::vector<used_table> tables_;
    bool outer_ = false;  ///< the condition at hand is an outer join's
    bool used_ = false;   ///< the condition at hand gave a key or a predicate
    std::vector<std::string> left_out_;
};

}  // namespace tenon::queries
