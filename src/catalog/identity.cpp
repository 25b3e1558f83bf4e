// SPDX-License-Identifier: Apache-2.0
#include "catalog/identity.hpp"

namespace tenon::catalog {

namespace {

bool is_plain(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9') || name[0] == '$') return false;
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '$'; });
}

object_id of_relation(object_kind kind, const qualified_name& relation, std::string_view part) {
    return {kind, identity_of({relation.schema, relation.name, part})};
}

}  // namespace

std::string identity_part(std::string_view name) {
    if (is_plain(name)) return std::string(name);
    std::string out = "\"";
    for (char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out += '"';
}

std::string identity_of(std::initializer_list<std::string_view> names) {
    std::string out;
    for (const auto name : names) {
        if (name.empty()) continue;
        if (!out.empty()) out += '.';
        out += identity_part(name);
    }
    return out;
}

std::string identity_of(const qualified_name& name) {
    return identity_of({name.schema, name.name});
}

object_id relation_id(object_kind kind, const qualified_name& name) {
    return {kind, identity_of(name)};
}
object_id column_id(const qualified_name& relation, std::string_view column) {
    return of_relation(object_kind::column, relation, column);
}
object_id column_default_id(const qualified_name& relation, std::string_view column) {
    return of_relation(object_kind::column_default, relation, column);
}
object_id domain_constraint_id(const qualified_name& domain, std::string_view name) {
    return of_relation(object_kind::domain_constraint, domain, name);
}

#define TENON_SCHEMA_LESS(type)                       \
    object_id id_of(const type& o) {                  \
        return {type::object, identity_of({o.name})}; \
    }
#define TENON_QUALIFIED(type)                       \
    object_id id_of(const type& o) {                \
        return {type::object, identity_of(o.name)}; \
    }
#define TENON_ON_RELATION(type)                            \
    object_id id_of(const type& o) {                       \
        return of_relation(type::object, o.table, o.name); \
    }

TENON_SCHEMA_LESS(schema)
TENON_SCHEMA_LESS(extension)
TENON_SCHEMA_LESS(language)
TENON_SCHEMA_LESS(access_method)
TENON_SCHEMA_LESS(foreign_data_wrapper)
TENON_SCHEMA_LESS(foreign_server)
TENON_SCHEMA_LESS(event_trigger)
TENON_SCHEMA_LESS(publication)
TENON_SCHEMA_LESS(subscription)

TENON_QUALIFIED(collation)
TENON_QUALIFIED(conversion)
TENON_QUALIFIED(enum_type)
TENON_QUALIFIED(composite_type)
TENON_QUALIFIED(range_type)
TENON_QUALIFIED(base_type)
TENON_QUALIFIED(domain)
TENON_QUALIFIED(sequence)
TENON_QUALIFIED(text_search_parser)
TENON_QUALIFIED(text_search_template)
TENON_QUALIFIED(text_search_dictionary)
TENON_QUALIFIED(text_search_configuration)
TENON_QUALIFIED(table)
TENON_QUALIFIED(view)
TENON_QUALIFIED(materialized_view)
TENON_QUALIFIED(index)
TENON_QUALIFIED(extended_statistics)

TENON_ON_RELATION(constraint)
TENON_ON_RELATION(trigger)
TENON_ON_RELATION(rule)
TENON_ON_RELATION(policy)

#undef TENON_SCHEMA_LESS
#undef TENON_QUALIFIED
#undef TENON_ON_RELATION

object_id id_of(const function& o) {
    return {o.procedure ? object_kind::procedure : object_kind::function,
            fmt::format("{}({})", identity_of(o.name), o.argument_types)};
}

object_id id_of(const aggregate& o) {
    return {object_kind::aggregate, fmt::format("{}({})", identity_of(o.name), o.argument_types)};
}

object_id id_of(const cast& o) {
    return {object_kind::cast, fmt::format("({} AS {})", o.source, o.target)};
}

object_id id_of(const operator_& o) {
    // An operator's symbol never needs quotes.
    return {object_kind::operator_, fmt::format("{}.{}({}, {})", identity_part(o.name.schema), o.name.name,
                                                o.left.empty() ? "NONE" : o.left, o.right)};
}

object_id id_of(const operator_family& o) {
    return {object_kind::operator_family, fmt::format("{} USING {}", identity_of(o.name), identity_part(o.method))};
}

object_id id_of(const operator_class& o) {
    return {object_kind::operator_class, fmt::format("{} USING {}", identity_of(o.name), identity_part(o.method))};
}

object_id id_of(const transform& o) {
    return {object_kind::transform, fmt::format("FOR {} LANGUAGE {}", o.type, identity_part(o.language))};
}

object_id id_of(const user_mapping& o) {
    return {
        object_kind::user_mapping,
        fmt::format("FOR {} SERVER {}", o.user.empty() ? "PUBLIC" : identity_part(o.user), identity_part(o.server))};
}

object_id id_of(const default_privilege& o) {
    std::string text = "ON " + o.on;
    if (!o.role.empty()) text += " FOR ROLE " + identity_part(o.role);
    if (!o.schema.empty()) text += " IN SCHEMA " + identity_part(o.schema);
    return {object_kind::default_privileges, text};
}

object_id id_of(const changed_privileges& o) {
    std::string text = fmt::format("ON {}", to_string(o.on));
    if (!o.column.empty()) text += " (" + identity_part(o.column) + ")";
    return {object_kind::changed_privileges, text};
}

object_id id_of(const role_membership& o) {
    std::string text = identity_part(o.role) + " TO " + identity_part(o.member);
    if (!o.grantor.empty()) text += " GRANTED BY " + identity_part(o.grantor);
    return {object_kind::role_membership, text};
}

}  // namespace tenon::catalog
