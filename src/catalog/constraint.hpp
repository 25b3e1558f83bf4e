// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/object.hpp"

namespace tenon::catalog {

enum class constraint_kind { primary_key, unique, foreign_key, check, exclusion };
BOOST_DESCRIBE_ENUM(constraint_kind, primary_key, unique, foreign_key, check, exclusion)

enum class foreign_key_action { no_action, restrict_, cascade, set_null, set_default };
BOOST_DESCRIBE_ENUM(foreign_key_action, no_action, restrict_, cascade, set_null, set_default)

/// A constraint of a table (pg_constraint) together with the index behind it; NOT NULL belongs to the column, a
/// constraint trigger to the triggers.
struct constraint {
    static constexpr auto object = object_kind::constraint;

    qualified_name table;
    std::string name;
    constraint_kind kind = constraint_kind::check;
    std::vector<std::string> columns;  ///< key columns in order (primary key, unique, foreign key)
    std::string expression;  ///< check: the bare condition; exclusion: "USING gist (…) WHERE (…)" as printed
    // Primary key, unique, exclusion: the index behind it.
    std::vector<std::string> include;
    bool nulls_not_distinct = false;  ///< unique, 15 and later
    bool without_overlaps = false;    ///< 18: the last key column is a period
    catalog::options index_options;
    std::string index_tablespace;
    std::string index_comment;  ///< COMMENT ON INDEX, which is not COMMENT ON CONSTRAINT
    std::vector<std::string> index_depends_on_extensions;  ///< ALTER INDEX … DEPENDS ON EXTENSION, sorted
    std::string parent_index;  ///< partition: quoted, qualified name of the partitioned index it is attached to
    // Foreign key.
    qualified_name references;
    std::vector<std::string> referenced_columns;
    bool period = false;  ///< 18: the last pair of columns is a PERIOD
    foreign_key_action on_update = foreign_key_action::no_action;
    foreign_key_action on_delete = foreign_key_action::no_action;
    std::vector<std::string> on_delete_columns;  ///< SET NULL (a, b): only these, 15 and later
    bool match_full = false;
    // All kinds.
    bool deferrable = false;
    bool initially_deferred = false;
    bool not_valid = false;
    bool not_enforced = false;  ///< 18: check and foreign key
    bool no_inherit = false;    ///< check
    bool inherited = false;     ///< comes from a parent table and is not also declared here
    bool cloned = false;        ///< foreign key on a partition that the server copied from the parent's
    std::string comment;

    friend bool operator==(const constraint&, const constraint&) = default;
};
BOOST_DESCRIBE_STRUCT(constraint, (),
                      (table, name, kind, columns, expression, include, nulls_not_distinct, without_overlaps,
                       index_options, index_tablespace, index_comment, index_depends_on_extensions, parent_index,
                       references, referenced_columns, period, on_update, on_delete, on_delete_columns, match_full,
                       deferrable, initially_deferred, not_valid, not_enforced, no_inherit, inherited, cloned,
                       comment))

}  // namespace tenon::catalog
