// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

/// A trigger of a table, foreign table or view (pg_trigger), constraint triggers among them; those that the server
/// makes for foreign keys are not listed, nor are the copies of a partitioned table's row triggers on its partitions,
/// unless they fire differently: then `cloned` is set and only `enabled`, `depends_on_extensions` and `comment` say
/// something new.
struct trigger {
    static constexpr auto object = object_kind::trigger;

    qualified_name table;
    std::string name;
    std::string definition;  ///< pg_get_triggerdef: the whole statement
    bool constraint = false;
    std::string function;              ///< quoted, qualified
    std::vector<std::string> events;   ///< INSERT, UPDATE, DELETE, TRUNCATE
    std::vector<std::string> columns;  ///< UPDATE OF these
    firing enabled = firing::origin;
    bool cloned = false;
    std::vector<std::string> depends_on_extensions;  ///< ALTER TRIGGER … DEPENDS ON EXTENSION, sorted
    std::string comment;

    friend bool operator==(const trigger&, const trigger&) = default;
};
BOOST_DESCRIBE_STRUCT(trigger, (),
                      (table, name, definition, constraint, function, events, columns, enabled, cloned,
                       depends_on_extensions, comment))

struct event_trigger {
    static constexpr auto object = object_kind::event_trigger;

    std::string name;
    std::string event;              ///< ddl_command_start, ddl_command_end, sql_drop, table_rewrite, login
    std::vector<std::string> tags;  ///< WHEN TAG IN (…), as stored
    std::string function;           ///< quoted, qualified
    firing enabled = firing::origin;
    std::string owner;
    std::string comment;

    friend bool operator==(const event_trigger&, const event_trigger&) = default;
};
BOOST_DESCRIBE_STRUCT(event_trigger, (), (name, event, tags, function, enabled, owner, comment))

enum class policy_command { all, select, insert, update, delete_ };
BOOST_DESCRIBE_ENUM(policy_command, all, select, insert, update, delete_)

struct policy {
    static constexpr auto object = object_kind::policy;

    qualified_name table;
    std::string name;
    bool restrictive = false;
    policy_command command = policy_command::all;
    std::vector<std::string> roles;  ///< sorted; empty is PUBLIC
    std::string using_;              ///< bare expression
    std::string check;               ///< bare expression
    std::string comment;

    friend bool operator==(const policy&, const policy&) = default;
};
BOOST_DESCRIBE_STRUCT(policy, (), (table, name, restrictive, command, roles, using_, check, comment))

}  // namespace tenon::catalog
