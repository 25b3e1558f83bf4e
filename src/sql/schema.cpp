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
