// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

/// One key of an index: a column or an expression, with what differs from the method's defaults.
struct index_key {
    std::string column;      ///< its name, or "" for an expression
    std::string expression;  ///< as it stands in CREATE INDEX: a function call, or in parentheses
    std::string collation;   ///< quoted and qualified, when not the column's own
    std::string opclass;     ///< quoted and qualified, when not the default one of the type
    catalog::options opclass_options;
    bool descending = false;
    bool nulls_first = false;              ///< as stored: DESC alone implies it
    std::optional<int> statistics_target;  ///< of an expression

    friend bool operator==(const index_key&, const index_key&) = default;
};
BOOST_DESCRIBE_STRUCT(index_key, (),
                      (column, expression, collation, opclass, opclass_options, descending, nulls_first,
                       statistics_target))

/// An index that is not behind a constraint (pg_index), on a table or a materialized view.
struct index {
    static constexpr auto object = object_kind::index;

    qualified_name name;
    qualified_name table;
    std::string method = "btree";
    std::vector<index_key> keys;
    std::vector<std::string> include;
    std::string predicate;  ///< as printed, without WHERE
    bool unique = false;
    bool nulls_not_distinct = false;
    bool partitioned = false;  ///< on a partitioned table: it has children
    bool invalid = false;
    std::string parent_index;  ///< quoted, qualified name of the partitioned index it is attached to
    catalog::options options;
    std::string tablespace;
    std::vector<std::string> depends_on_extensions;  ///< ALTER INDEX … DEPENDS ON EXTENSION, sorted
    std::string comment;

    friend bool operator==(const index&, const index&) = default;
};
BOOST_DESCRIBE_STRUCT(index, (),
                      (name, table, method, keys, include, predicate, unique, nulls_not_distinct, partitioned, invalid,
                       parent_index, options, tablespace, depends_on_extensions, comment))

}  // namespace tenon::catalog
