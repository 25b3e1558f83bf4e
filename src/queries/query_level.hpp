// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "queries/candidate.hpp"
#include "queries/table_lookup.hpp"

#include <boost/json/fwd.hpp>

namespace tenon::queries {

/// A table of one level of a query, with what the level says of it.
struct used_table {
    std::string alias;
    const catalog::table* table = nullptr;
    index_candidate found;
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
    std::size_t table = 0;  ///< key: which of the level's tables
    candidate_key key;      ///< key
    std::string type;       ///< key: of a plain column, else ""
    std::string text;       ///< constant: as SQL
};

/// One SELECT, UPDATE or DELETE with its FROM list: the level at which conditions and tables meet.
class query_level {
public:
    explicit query_level(const table_lookup& lookup) : lookup_(lookup) {}

    /// A RangeVar of FROM, or the target of UPDATE and DELETE.
    void add_table(const boost::json::object& range_var, const std::vector<std::string>& common_tables);
    /// A condition that must hold: WHERE, or ON of an inner join. ANDs are taken apart.
    void add_condition(const boost::json::value& node);
    /// ORDER BY; counts only when the level has a LIMIT and orders one table.
    void add_order(const boost::json::array& sort_clause);

    /// The candidates with at least one key or predicate.
    std::vector<index_candidate> take();

private:
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
    void add_predicate(std::size_t table, const std::string& text);

    const table_lookup& lookup_;
    std::vector<used_table> tables_;
};

}  // namespace tenon::queries
