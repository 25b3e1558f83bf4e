// SPDX-License-Identifier: Apache-2.0
#include "sql/schema.hpp"

#include "catalog/identity.hpp"

namespace tenon::sql {

std::string reference(const catalog::schema& o) {
    return "SCHEMA " + quote_identifier(o.name);
}
std::string reference(const catalog::extension& o) {
    return "EXTENSION " + quote_identifier(o.name);
}
std::string reference(const catalog::language& o) {
    return "LANGUAGE " + quote_identifier(o.name);
}
std::string reference(const catalog::access_method& o) {
    return "ACCESS METHOD " + quote_identifier(o.name);
}
std::string reference(const catalog::transform& o) {
    return fmt::format("TRANSFORM FOR {} LANGUAGE {}", o.type, quote_identifier(o.language));
}

std::string create(const catalog::schema& o, int) {
    return "CREATE " + reference(o);
}

std::string create(const catalog::extension& o, int) {
    return fmt::format("CREATE {} WITH SCHEMA {}", reference(o), quote_identifier(o.schema));
}

std::string create(const catalog::language& o, int) {
    std::string out = fmt::format("CREATE {}{} HANDLER {}", o.trusted ? "TRUSTED " : "", reference(o), o.handler);
    if (!o.inline_.empty()) out += " INLINE " + o.inline_;
    if (!o.validator.empty()) out += " VALIDATOR " + o.validator;
    return out;
}

std::string create(const catalog::access_method& o, int) {
    return fmt::format("CREATE {} TYPE {} HANDLER {}", reference(o), o.table ? "TABLE" : "INDEX", o.handler);
}

std::string create(const catalog::transform& o, int) {
    std::string functions;
    if (!o.from_sql.empty()) functions = "FROM SQL WITH FUNCTION " + o.from_sql;
    if (!o.to_sql.empty()) functions += (functions.empty() ? "" : ", ") + ("TO SQL WITH FUNCTION " + o.to_sql);
    return fmt::format("CREATE {} ({})", reference(o), functions);
}

namespace {

/// How GRANT names a member of an extension, from its id: identities are SQL text for all that can be granted on.
std::optional<grant_target> member_target(const catalog::object_id& id) {
    using enum catalog::object_kind;
    switch (id.kind) {
        case table:
        case view:
        case materialized_view:
            return grant_target{grantable::table, "TABLE " + id.identity, {}, {}, false};
        case sequence:
            return grant_target{grantable::sequence, "SEQUENCE " + id.identity, {}, {}, false};
        case function:
        case aggregate:
            return grant_target{grantable::routine, "FUNCTION " + id.identity, {}, {}, false};
        case procedure:
            return grant_target{grantable::routine, "PROCEDURE " + id.identity, {}, {}, false};
        case schema:
            return grant_target{grantable::schema, "SCHEMA " + id.identity, {}, {}, false};
        case language:
            return grant_target{grantable::language, "LANGUAGE " + id.identity, {}, {}, false};
        case foreign_data_wrapper:
            return grant_target{grantable::foreign_data_wrapper, "FOREIGN DATA WRAPPER " + id.identity, {}, {}, false};
        case foreign_server:
            return grant_target{grantable::foreign_server, "FOREIGN SERVER " + id.identity, {}, {}, false};
        case enum_type:
        case composite_type:
        case range_type:
        case base_type:
        case domain:
            return grant_target{grantable::type, "TYPE " + id.identity, {}, {}, false};
        default:
            return std::nullopt;
    }
}

}  // namespace

details details_after(const catalog::extension& o, int major) {
    details out;
    if (!o.comment.empty()) out.push_back({id_of(o), "comment", comment_on(reference(o), o.comment)});
    for (const auto& member : o.members) {
        const auto target = member_target(member.object);
        if (!target) continue;
        for (auto& statement : change_privileges(*target, std::nullopt, member.privileges, major)) {
            out.push_back({member.object, "grants", std::move(statement)});
        }
    }
    return out;
}

grant_target target_of(const catalog::schema& o, int major) {
    const bool is_public = o.name == "public";
    // initdb gives public to the role pg_database_owner since 15.
    const std::string owner = o.owner.empty() && is_public && major >= 15 ? "pg_database_owner" : o.owner;
    return {grantable::schema, reference(o), owner, {}, is_public};
}

grant_target target_of(const catalog::language& o, int) {
    return {grantable::language, reference(o), o.owner, {}, false};
}

}  // namespace tenon::sql
