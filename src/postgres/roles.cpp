// SPDX-License-Identifier: Apache-2.0
#include "postgres/roles.hpp"

#include "base/codes/postgres.hpp"
#include "catalog/visit.hpp"
#include "sql/quote.hpp"

namespace tenon::postgres {

namespace {

class collector {
public:
    std::set<std::string> names;

    void add(const std::string& role) {
        if (!role.empty() && role != catalog::the_owner) names.insert(role);
    }
    void add(const std::vector<catalog::grant>& grants) {
        for (const auto& grant : grants) {
            add(grant.grantee);
            add(grant.grantor);
        }
    }
    void add(const catalog::privileges& privileges) {
        if (privileges) add(*privileges);
    }
};

}  // namespace

std::vector<std::string> roles_named_in(const catalog::contents& all) {
    collector found;
    catalog::for_each_object(all, [&](const auto& object) {
        if constexpr (requires { object.owner; }) found.add(object.owner);
        if constexpr (requires { object.privileges; }) found.add(object.privileges);
        if constexpr (requires { object.columns.front().privileges; })
            for (const auto& column : object.columns) found.add(column.privileges);
    });
    for (const auto& table : all.tables)
        for (const auto& column : table.columns) found.add(column.identity_privileges);
    for (const auto& policy : all.policies)
        for (const auto& role : policy.roles) found.add(role);
    for (const auto& mapping : all.user_mappings) found.add(mapping.user);
    for (const auto& changed : all.changed_privileges) found.add(changed.initial);
    for (const auto& defaults : all.default_privileges) {
        found.add(defaults.role);
        found.add(defaults.grants);
    }
    for (const auto& membership : all.role_memberships) {
        found.add(membership.role);
        found.add(membership.member);
        found.add(membership.grantor);
    }
    return {found.names.begin(), found.names.end()};
}

std::vector<std::string> make_role_stand_ins(connection& server, scratch& place,
                                             const std::vector<std::string>& roles) {
    if (roles.empty()) return {};
    std::set<std::string> there;
    const auto rows = server.execute("select rolname from pg_roles");
    for (int i = 0; i < rows.row_count(); ++i) there.emplace(rows.text(i, 0));
    std::vector<std::string> made;
    for (const auto& role : roles) {
        if (there.contains(role)) continue;
        const auto name = sql::quote_identifier(role);
        try {
            server.execute(fmt::format("CREATE ROLE {} NOLOGIN{}", name, place.is_private() ? " SUPERUSER" : ""));
        } catch (const database_error& error) {
            if (error.sqlstate() == insufficient_privilege) {
                throw failure(code::scratch_refused,
                              fmt::format("the role {} may not make roles, and {} is missing for {}", server.user(),
                                          name, place.description()),
                              "nothing was done",
                              fmt::format("make {} there, or leave out --scratch: a private server gets stand-ins",
                                          name));
            }
            constexpr std::string_view duplicate_object = "42710";
            if (error.sqlstate() != duplicate_object) throw;  // somebody else was faster
            continue;
        }
        place.at_end(fmt::format("DROP ROLE IF EXISTS {}", name));
        made.push_back(role);
    }
    return made;
}

}  // namespace tenon::postgres
