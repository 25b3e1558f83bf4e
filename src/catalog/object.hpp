// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/common.hpp"

namespace tenon::catalog {

/// Every kind of thing that an object_id can name. The last group are parts of other objects.
enum class object_kind {
    schema,
    extension,
    language,
    access_method,
    collation,
    conversion,
    enum_type,
    composite_type,
    range_type,
    base_type,
    domain,
    sequence,
    function,
    procedure,
    aggregate,
    cast,
    operator_,
    operator_family,
    operator_class,
    transform,
    text_search_parser,
    text_search_template,
    text_search_dictionary,
    text_search_configuration,
    table,
    view,
    materialized_view,
    foreign_data_wrapper,
    foreign_server,
    user_mapping,
    index,
    constraint,
    trigger,
    rule,
    policy,
    statistics,
    event_trigger,
    publication,
    subscription,
    changed_privileges,
    default_privileges,
    role_membership,
    column,
    column_default,
    domain_constraint,
};
BOOST_DESCRIBE_ENUM(object_kind, schema, extension, language, access_method, collation, conversion, enum_type,
                    composite_type, range_type, base_type, domain, sequence, function, procedure, aggregate, cast,
                    operator_, operator_family, operator_class, transform, text_search_parser, text_search_template,
                    text_search_dictionary, text_search_configuration, table, view, materialized_view,
                    foreign_data_wrapper, foreign_server, user_mapping, index, constraint, trigger, rule, policy,
                    statistics, event_trigger, publication, subscription, changed_privileges, default_privileges,
                    role_membership, column, column_default, domain_constraint)

/// "table", "materialized view", "operator": the words people use.
std::string_view to_string(object_kind);
/// The kind whose to_string is `words`, or nothing.
std::optional<object_kind> kind_of(std::string_view words);

/// Names one object of a catalog. `identity` is unambiguous within the kind: dot-joined names, each in double quotes
/// when it is not a plain lower-case word, argument types in parentheses: `public.f(integer, text)`,
/// `public."Order".total`. It is for people and keys; SQL text is made by src/sql/quote.hpp only.
struct object_id {
    object_kind kind = object_kind::table;
    std::string identity;

    friend auto operator<=>(const object_id&, const object_id&) = default;
};
BOOST_DESCRIBE_STRUCT(object_id, (), (kind, identity))

/// "table public.orders"
std::string to_string(const object_id&);

/// Parts of an identity: one name, quoted when it needs to be; several joined by dots (empty ones left out).
std::string identity_part(std::string_view name);
std::string identity_of(std::initializer_list<std::string_view> names);
std::string identity_of(const qualified_name&);

/// The name that the server chooses for what belongs to a table and perhaps a column: `table_column_label`, the longer
/// part cut at a character boundary until the whole fits in 63 bytes (makeObjectName in PostgreSQL's indexcmds.c). It
/// does not know which names are taken already.
std::string chosen_name(std::string_view table, std::string_view column, std::string_view label);

}  // namespace tenon::catalog
