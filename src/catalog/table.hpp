// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

/// How NOT NULL stands on a column. Before PostgreSQL 18 it has no name and nothing but its presence.
struct not_null {
    std::string name;         ///< 18: when it is not the one the server chooses; else ""
    bool no_inherit = false;  ///< 18
    bool not_valid = false;   ///< 18
    bool inherited = false;   ///< 18: comes from a parent table and is not also declared here
    std::string comment;      ///< 18

    friend auto operator<=>(const not_null&, const not_null&) = default;
};
BOOST_DESCRIBE_STRUCT(not_null, (), (name, no_inherit, not_valid, inherited, comment))

enum class generation { none, stored, virtual_ };
BOOST_DESCRIBE_ENUM(generation, none, stored, virtual_)

enum class identity_kind { none, always, by_default };
BOOST_DESCRIBE_ENUM(identity_kind, none, always, by_default)

/// A column of a table (pg_attribute).
struct column {
    std::string name;
    std::string type;       ///< format_type: "character varying(20)", "public.mood", "integer[]"
    std::string collation;  ///< quoted and qualified, when not the type's own; else ""
    std::optional<catalog::not_null> not_null;
    std::string default_;  ///< SQL expression; the generation expression when `generated` is set
    generation generated = generation::none;
    identity_kind identity = identity_kind::none;
    std::optional<sequence_options> identity_sequence;  ///< set exactly when `identity` is
    std::string identity_sequence_name;                 ///< qualified and quoted, when not the one the server chooses
    catalog::privileges identity_privileges;            ///< on the sequence behind an identity column
    std::string identity_comment;                       ///< likewise
    std::string storage;                                ///< plain, external, extended, main; "" is the type's own
    std::string compression;                            ///< pglz, lz4; "" is the default
    std::optional<int> statistics_target;
    catalog::options options;          ///< n_distinct, n_distinct_inherited
    catalog::options foreign_options;  ///< of a foreign table's column
    catalog::options secrets;          ///< of these, as in foreign.hpp
    bool inherited = false;            ///< comes from a parent and is not also declared here
    catalog::privileges privileges;    ///< column grants; nullopt when none
    std::string comment;

    friend bool operator==(const column&, const column&) = default;
};
BOOST_DESCRIBE_STRUCT(column, (),
                      (name, type, collation, not_null, default_, generated, identity, identity_sequence,
                       identity_sequence_name, identity_privileges, identity_comment, storage, compression,
                       statistics_target, options, foreign_options, secrets, inherited, privileges, comment))

enum class table_kind { ordinary, partitioned, foreign };
BOOST_DESCRIBE_ENUM(table_kind, ordinary, partitioned, foreign)

enum class replica_identity { default_, nothing, full, index };
BOOST_DESCRIBE_ENUM(replica_identity, default_, nothing, full, index)

/// An ordinary, partitioned or foreign table, or a partition (pg_class.relkind r, p, f).
struct table {
    static constexpr auto object = object_kind::table;

    qualified_name name;
    table_kind kind = table_kind::ordinary;
    bool unlogged = false;
    std::vector<column> columns;                 ///< in physical order, which digests do not see
    std::string of_type;                         ///< typed table: quoted, qualified type
    std::vector<qualified_name> inherits;        ///< in order; empty for partitions
    std::optional<qualified_name> partition_of;  ///< the partitioned parent
    std::string partition_bound;                 ///< "FOR VALUES FROM (…) TO (…)" or "DEFAULT"
    std::string partition_key;                   ///< "RANGE (created_at)" of a partitioned table
    std::string access_method;                   ///< "" is heap (or none, where the kind has none)
    std::string tablespace;                      ///< "" is the database's
    catalog::options options;                    ///< storage parameters; toast.… ones with their prefix
    replica_identity replica = replica_identity::default_;
    std::string replica_index;  ///< its name, when replica is `index`
    std::string clustered_on;   ///< name of the index of the last CLUSTER
    bool row_security = false;
    bool force_row_security = false;
    std::string server;                ///< foreign table
    catalog::options foreign_options;  ///< foreign table
    catalog::options secrets;          ///< of these, as in foreign.hpp
    std::string owner;                 ///< "" is the owner of the database
    catalog::privileges privileges;
    std::string comment;

    friend bool operator==(const table&, const table&) = default;
};
BOOST_DESCRIBE_STRUCT(table, (),
                      (name, kind, unlogged, columns, of_type, inherits, partition_of, partition_bound, partition_key,
                       access_method, tablespace, options, replica, replica_index, clustered_on, row_security,
                       force_row_security, server, foreign_options, secrets, owner, privileges,
                       comment))

}  // namespace tenon::catalog
