// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql/attributes.hpp"

namespace tenon::sql {

/// What privileges can be granted on.
enum class grantable {
    table,
    column,
    sequence,
    routine,
    type,
    schema,
    language,
    foreign_data_wrapper,
    foreign_server,
    large_object
};

struct grant_target {
    grantable kind = grantable::table;
    std::string text;                  ///< as in GRANT … ON: "TABLE public.orders"
    std::string owner;                 ///< "" is who runs the statement
    std::vector<std::string> columns;  ///< of columns: their names
    bool is_public_schema = false;
};

/// Every privilege of a kind in this major, sorted: what ALL PRIVILEGES means.
std::vector<std::string> all_privileges(grantable, int major);

/// The list behind nullopt: what the server gives when an object is made (PostgreSQL documentation, 5.7 table 5.2).
std::vector<catalog::grant> built_in_grants(const grant_target&, int major);

/// GRANT and REVOKE statements that turn one list into another. What another grantor than the owner gave is given in
/// that role's name (SET SESSION AUTHORIZATION, which needs a superuser).
std::vector<std::string> change_privileges(const grant_target&, const catalog::privileges& from,
                                           const catalog::privileges& to, int major);

}  // namespace tenon::sql
