// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

struct published_table {
    qualified_name table;
    std::vector<std::string> columns;  ///< sorted; empty is all, 15 and later
    std::string where;                 ///< bare expression, 15 and later

    friend auto operator<=>(const published_table&, const published_table&) = default;
};
BOOST_DESCRIBE_STRUCT(published_table, (), (table, columns, where))

enum class published_generated { none, stored };
BOOST_DESCRIBE_ENUM(published_generated, none, stored)

struct publication {
    static constexpr auto object = object_kind::publication;

    std::string name;
    bool all_tables = false;
    std::vector<published_table> tables;  ///< by name
    std::vector<std::string> schemas;     ///< TABLES IN SCHEMA, sorted, 15 and later
    bool insert = true, update = true, delete_ = true, truncate = true;
    bool via_root = false;
    published_generated generated_columns = published_generated::none;  ///< 18
    std::string owner;
    std::string comment;

    friend bool operator==(const publication&, const publication&) = default;
};
BOOST_DESCRIBE_STRUCT(publication, (),
                      (name, all_tables, tables, schemas, insert, update, delete_, truncate, via_root,
                       generated_columns, owner, comment))

/// Whether it is enabled and where its slot stands is operation, not schema; it is written with connect = false.
struct subscription {
    static constexpr auto object = object_kind::subscription;

    std::string name;
    std::string connection;                 ///< conninfo without its secrets
    catalog::options secrets;               ///< as in foreign.hpp
    std::vector<std::string> publications;  ///< sorted
    std::string slot;                       ///< "" is NONE
    std::string synchronous_commit = "off";
    catalog::options options;  ///< binary, streaming, two_phase, disable_on_error, …: what is not the default
    std::string owner;
    std::string comment;

    friend bool operator==(const subscription&, const subscription&) = default;
};
BOOST_DESCRIBE_STRUCT(subscription, (),
                      (name, connection, secrets, publications, slot, synchronous_commit, options, owner, comment))

}  // namespace tenon::catalog
