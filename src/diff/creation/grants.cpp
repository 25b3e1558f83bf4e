// SPDX-License-Identifier: Apache-2.0
#include "diff/creation/builder.hpp"

namespace tenon::diff {

// The default privileges of who runs the plan, for what it makes (PostgreSQL documentation, ALTER DEFAULT PRIVILEGES):
// those for all schemas take the place of the built-in ones, those of a schema are added.
catalog::privileges builder::given_at_creation(const sql::grant_target& target, const std::string& schema) const {
    std::string_view on;
    switch (target.kind) {
        case sql::grantable::table:
            on = "TABLES";
            break;
        case sql::grantable::sequence:
            on = "SEQUENCES";
            break;
        case sql::grantable::routine:
            on = "FUNCTIONS";
            break;
        case sql::grantable::type:
            on = "TYPES";
            break;
        case sql::grantable::schema:
            on = "SCHEMAS";
            break;
        default:
            return std::nullopt;
    }
    std::vector<catalog::grant> given;
    bool any = false;
    const auto find = [&](const std::string& where) {
        return std::find_if(in_force_.begin(), in_force_.end(), [&](const auto* one) {
            return one->role.empty() && one->on == on && one->schema == where;
        });
    };
    sql::grant_target made = target;
    made.is_public_schema = false;
    if (const auto global = find(""); global != in_force_.end()) {
        given = (*global)->grants;
        any = true;
    } else {
        given = sql::built_in_grants(made, major_);
        // Only initdb's own is open to all.
        any = transition_ && target.is_public_schema;
    }
    if (const auto local = find(schema); !schema.empty() && local != in_force_.end()) {
        given.insert(given.end(), (*local)->grants.begin(), (*local)->grants.end());
        any = true;
    }
    return any ? catalog::privileges(given) : std::nullopt;
}

}  // namespace tenon::diff
