// SPDX-License-Identifier: Apache-2.0
#include "sql/privilege.hpp"

#include "base/failure.hpp"

namespace tenon::sql {
namespace {

grantable kind_of(const catalog::default_privilege& o) {
    if (o.on == "SEQUENCES") return grantable::sequence;
    if (o.on == "FUNCTIONS") return grantable::routine;
    if (o.on == "TYPES") return grantable::type;
    if (o.on == "SCHEMAS") return grantable::schema;
    if (o.on == "LARGE OBJECTS") return grantable::large_object;
    return grantable::table;
}

std::vector<std::string> change(const catalog::default_privilege& o, bool setting, int major) {
    const grant_target target{kind_of(o), o.on, o.role, {}, false};
    // In a schema the list is added to the built-in default; everywhere it takes its place.
    const catalog::privileges nothing =
        o.schema.empty() ? catalog::privileges() : catalog::privileges(std::vector<catalog::grant>{});
    auto statements = setting ? change_privileges(target, nothing, o.grants, major)
                              : change_privileges(target, o.grants, nothing, major);
    std::string prefix = "ALTER DEFAULT PRIVILEGES";
    if (!o.role.empty()) prefix += " FOR ROLE " + quote_identifier(o.role);
    if (!o.schema.empty()) prefix += " IN SCHEMA " + quote_identifier(o.schema);
    for (auto& statement : statements) statement = fmt::format("{} {}", prefix, statement);
    return statements;
}

/// How GRANT names the object: an identity that pg_identify_object printed is SQL text for all that can be granted on.
grant_target target_of(const catalog::changed_privileges& o) {
    using enum catalog::object_kind;
    std::vector<std::string> columns;
    if (!o.column.empty()) columns.push_back(o.column);
    const auto target = [&](grantable kind, std::string_view word) {
        return grant_target{kind, fmt::format("{} {}", word, o.on.identity), {}, columns, false};
    };
    switch (o.on.kind) {
        case table:
        case view:
        case materialized_view:
            return target(o.column.empty() ? grantable::table : grantable::column, "TABLE");
        case sequence:
            return target(grantable::sequence, "SEQUENCE");
        case function:
        case aggregate:
            return target(grantable::routine, "FUNCTION");
        case procedure:
            return target(grantable::routine, "PROCEDURE");
        case schema:
            return target(grantable::schema, "SCHEMA");
        case language:
            return target(grantable::language, "LANGUAGE");
        case foreign_data_wrapper:
            return target(grantable::foreign_data_wrapper, "FOREIGN DATA WRAPPER");
        case foreign_server:
            return target(grantable::foreign_server, "FOREIGN SERVER");
        case base_type:
            return target(grantable::type, "TYPE");
        default:
            throw internal_error("changed privileges of something that has none: " + to_string(o.on));
    }
}

}  // namespace

std::vector<std::string> create_all(const catalog::default_privilege& o, int major) {
    return change(o, true, major);
}

std::vector<std::string> drop_all(const catalog::default_privilege& o, int major) {
    return change(o, false, major);
}

std::vector<std::string> create_all(const catalog::changed_privileges& o, int major) {
    return change_privileges(target_of(o), o.initial, o.privileges, major);
}

std::vector<std::string> drop_all(const catalog::changed_privileges& o, int major) {
    return change_privileges(target_of(o), o.privileges, o.initial, major);
}

std::string create(const catalog::role_membership& o, int major) {
    std::string out = fmt::format("GRANT {} TO {}", quote_identifier(o.role), quote_identifier(o.member));
    if (major >= 16) {
        std::string with;
        const auto add = [&](std::string_view text) { with += fmt::format("{}{}", with.empty() ? "" : ", ", text); };
        if (o.admin) add("ADMIN TRUE");
        // Without a word the member's own INHERIT attribute decides.
        add(o.inherit ? "INHERIT TRUE" : "INHERIT FALSE");
        if (!o.set) add("SET FALSE");
        out += " WITH " + with;
    } else if (o.admin) {
        out += " WITH ADMIN OPTION";
    }
    if (!o.grantor.empty()) out += " GRANTED BY " + quote_identifier(o.grantor);
    return out;
}

std::string drop(const catalog::role_membership& o) {
    std::string out = fmt::format("REVOKE {} FROM {}", quote_identifier(o.role), quote_identifier(o.member));
    if (!o.grantor.empty()) out += " GRANTED BY " + quote_identifier(o.grantor);
    return out;
}

}  // namespace tenon::sql
