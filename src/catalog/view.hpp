// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

/// A column of a view or materialized view, with what can be set on it.
struct view_column {
    std::string name;
    std::string type;
    std::string default_;                  ///< view: ALTER VIEW … ALTER COLUMN … SET DEFAULT
    std::string storage;                   ///< materialized view, when not the type's own
    std::string compression;               ///< materialized view
    std::optional<int> statistics_target;  ///< materialized view
    catalog::options options;              ///< materialized view: n_distinct
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const view_column&, const view_column&) = default;
};
BOOST_DESCRIBE_STRUCT(view_column, (),
                      (name, type, default_, storage, compression, statistics_target, options, privileges, comment))

struct view {
    static constexpr auto object = object_kind::view;

    qualified_name name;
    std::vector<view_column> columns;
    std::string definition;    ///< pg_get_viewdef without the final semicolon
    catalog::options options;  ///< security_barrier, security_invoker, check_option
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const view&, const view&) = default;
};
BOOST_DESCRIBE_STRUCT(view, (), (name, columns, definition, options, owner, privileges, comment))

/// Whether it holds rows is data, not schema.
struct materialized_view {
    static constexpr auto object = object_kind::materialized_view;

    qualified_name name;
    std::vector<view_column> columns;
    std::string definition;
    std::string access_method;  ///< "" is heap
    std::string tablespace;
    catalog::options options;
    std::string clustered_on;  ///< name of the index of the last CLUSTER
    std::vector<std::string> depends_on_extensions;  ///< ALTER MATERIALIZED VIEW … DEPENDS ON EXTENSION, sorted
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const materialized_view&, const materialized_view&) = default;
};
BOOST_DESCRIBE_STRUCT(materialized_view, (),
                      (name, columns, definition, access_method, tablespace, options, clustered_on,
                       depends_on_extensions, owner, privileges, comment))

/// CREATE RULE (pg_rewrite), other than the one that makes a view a view.
struct rule {
    static constexpr auto object = object_kind::rule;

    qualified_name table;  ///< table or view
    std::string name;
    std::string definition;  ///< pg_get_ruledef: the whole statement, without the final semicolon
    firing enabled = firing::origin;
    std::string comment;

    friend bool operator==(const rule&, const rule&) = default;
};
BOOST_DESCRIBE_STRUCT(rule, (), (table, name, definition, enabled, comment))

}  // namespace tenon::catalog
