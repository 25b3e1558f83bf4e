// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

/// A namespace. `public` is listed like any other; a fresh database has it, see `fresh_database`.
struct schema {
    static constexpr auto object = object_kind::schema;

    std::string name;
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const schema&, const schema&) = default;
};
BOOST_DESCRIBE_STRUCT(schema, (), (name, owner, privileges, comment))

/// The version is kept for people, but is no part of digests or comparison: it follows the server's packages.
struct extension {
    static constexpr auto object = object_kind::extension;

    std::string name;
    std::string schema;
    std::string version;
    std::string comment;

    friend bool operator==(const extension&, const extension&) = default;
};
BOOST_DESCRIBE_STRUCT(extension, (), (name, schema, version, comment))

struct sequence {
    static constexpr auto object = object_kind::sequence;

    qualified_name name;
    sequence_options options;
    std::optional<qualified_name> owned_by;  ///< table of the owning column
    std::string owned_by_column;
    bool unlogged = false;  ///< 15 and later
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const sequence&, const sequence&) = default;
};
BOOST_DESCRIBE_STRUCT(sequence, (), (name, options, owned_by, owned_by_column, unlogged, owner, privileges, comment))

/// CREATE STATISTICS.
struct extended_statistics {
    static constexpr auto object = object_kind::statistics;

    qualified_name name;
    qualified_name table;
    std::vector<std::string> kinds;  ///< ndistinct, dependencies, mcv; empty for a single expression or when all
    std::string columns;             ///< pg_get_statisticsobjdef_columns: "a, b, (lower(c))"
    std::optional<int> target;
    std::string owner;
    std::string comment;

    friend bool operator==(const extended_statistics&, const extended_statistics&) = default;
};
BOOST_DESCRIBE_STRUCT(extended_statistics, (), (name, table, kinds, columns, target, owner, comment))

struct collation {
    static constexpr auto object = object_kind::collation;

    qualified_name name;
    std::string provider;  ///< libc, icu, builtin
    bool deterministic = true;
    std::string collate, ctype;  ///< libc
    std::string locale;          ///< icu, builtin
    std::string rules;           ///< icu, 16 and later
    std::string owner;
    std::string comment;

    friend bool operator==(const collation&, const collation&) = default;
};
BOOST_DESCRIBE_STRUCT(collation, (), (name, provider, deterministic, collate, ctype, locale, rules, owner, comment))

struct conversion {
    static constexpr auto object = object_kind::conversion;

    qualified_name name;
    std::string source, target;  ///< encodings
    std::string function;        ///< quoted, qualified
    bool default_ = false;
    std::string owner;
    std::string comment;

    friend bool operator==(const conversion&, const conversion&) = default;
};
BOOST_DESCRIBE_STRUCT(conversion, (), (name, source, target, function, default_, owner, comment))

struct language {
    static constexpr auto object = object_kind::language;

    std::string name;
    bool trusted = false;
    std::string handler, inline_, validator;  ///< quoted, qualified, or ""
    std::string owner;
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const language&, const language&) = default;
};
BOOST_DESCRIBE_STRUCT(language, (), (name, trusted, handler, inline_, validator, owner, privileges, comment))

struct access_method {
    static constexpr auto object = object_kind::access_method;

    std::string name;
    bool table = false;   ///< TYPE TABLE, else TYPE INDEX
    std::string handler;  ///< quoted, qualified
    std::string comment;

    friend bool operator==(const access_method&, const access_method&) = default;
};
BOOST_DESCRIBE_STRUCT(access_method, (), (name, table, handler, comment))

struct transform {
    static constexpr auto object = object_kind::transform;

    std::string type;
    std::string language;
    std::string from_sql, to_sql;  ///< regprocedure, or ""
    std::string comment;

    friend bool operator==(const transform&, const transform&) = default;
};
BOOST_DESCRIBE_STRUCT(transform, (), (type, language, from_sql, to_sql, comment))

/// ALTER DEFAULT PRIVILEGES: what new objects of one kind get. `grants` is the whole list a new object gets when
/// `schema` is empty (it replaces the built-in default), and what is added to it when `schema` is set.
struct default_privilege {
    static constexpr auto object = object_kind::default_privileges;

    std::string role;    ///< FOR ROLE; "" is the owner of the database
    std::string schema;  ///< IN SCHEMA; "" is everywhere
    std::string on;      ///< TABLES, SEQUENCES, FUNCTIONS, TYPES, SCHEMAS, LARGE OBJECTS
    std::vector<grant> grants;

    friend bool operator==(const default_privilege&, const default_privilege&) = default;
};
BOOST_DESCRIBE_STRUCT(default_privilege, (), (role, schema, on, grants))

/// GRANT and REVOKE on an object that the server or an extension brought along, where they are not what initdb or the
/// extension left there (pg_init_privs).
struct changed_privileges {
    static constexpr auto object = object_kind::changed_privileges;

    object_id on;           ///< as pg_identify_object prints it, which is SQL text
    std::string column;     ///< of a table or view; "" is the whole object
    std::string extension;  ///< that brought it; "" is the server
    catalog::privileges initial;
    catalog::privileges privileges;

    friend bool operator==(const changed_privileges&, const changed_privileges&) = default;
};
BOOST_DESCRIBE_STRUCT(changed_privileges, (), (on, column, extension, initial, privileges))

/// GRANT role TO member; read on request only, as roles belong to the cluster.
struct role_membership {
    static constexpr auto object = object_kind::role_membership;

    std::string role, member;
    std::string grantor;
    bool admin = false;
    bool inherit = true;  ///< 16 and later
    bool set = true;      ///< 16 and later

    friend bool operator==(const role_membership&, const role_membership&) = default;
};
BOOST_DESCRIBE_STRUCT(role_membership, (), (role, member, grantor, admin, inherit, set))

}  // namespace tenon::catalog
