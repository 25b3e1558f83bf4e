// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tenon::queries {

/// One key of a wanted index: a column, or an expression over columns of one table.
struct candidate_key {
    std::string column;      ///< its name, or "" for an expression
    std::string expression;  ///< SQL without outer parentheses, columns unqualified
    bool descending = false;
    std::optional<bool> nulls_first;  ///< as the query orders; nothing: the default of the direction

    friend bool operator==(const candidate_key&, const candidate_key&) = default;
};

/// An index that one access of one query could use. Table and columns are those of the database. The index that
/// serves it best has `equality` first (in any order), then `order` (as written or wholly reversed), then `range`;
/// without an order, `range` follows the equalities.
struct index_candidate {
    std::string table;                    ///< unqualified names lie in the platform's schema
    std::string schema;                   ///< "" where the query names none
    std::vector<candidate_key> equality;  ///< x = $1, x = ANY($1), x IS NULL, joins
    std::vector<candidate_key> order;     ///< ORDER BY that can be read from the index, when the query has a LIMIT
    std::vector<candidate_key> range;     ///< <, >, BETWEEN, LIKE 'x%'
    std::vector<std::string> include;     ///< what an index-only scan would need besides; empty: not worth it
    std::string predicate;  ///< constants of the query that make a partial index: "state = 'active'", joined by AND
    std::string method = "btree";  ///< gin for @>, ?, @@; gist for ranges' &&
    std::string operator_class;    ///< of the first key, when not the default: "jsonb_path_ops"
    std::string query;             ///< its name
    double weight = 1;             ///< calls per second as stated by rate=, times weight=; 1 when not stated
    position from;                 ///< of the query

    friend bool operator==(const index_candidate&, const index_candidate&) = default;
};

}  // namespace tenon::queries
