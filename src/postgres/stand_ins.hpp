// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "catalog/catalog.hpp"
#include "diff/plan.hpp"
#include "postgres/scratch.hpp"

#include <functional>

// What a schema takes for given and no schema holds: roles, tablespaces and the collations of the operating system.
// Where a schema is loaded to be read back, each that is missing gets a stand-in.
namespace tenon::postgres {

/// Something of the server's that a schema names.
struct server_thing {
    std::string kind;  ///< "role", "tablespace" or "collation" (of pg_catalog)
    std::string name;  ///< as it is, unquoted
    bool grants = false;  ///< a role that gives privileges in its own name: of a superuser's the server makes the owner's

    friend auto operator<=>(const server_thing&, const server_thing&) = default;
};

/// Makes one stand-in; throws database_error when the server refuses. On a private server roles are superusers, since
/// only such may own some kinds of objects and act as a script likes, unless they grant in their own name. `at_end` receives what removes it again from a
/// server that is to be left as it was; a collation goes with its database.
void make_stand_in(connection&, const server_thing&, bool private_server,
                   const std::function<void(std::string)>& at_end);

/// Every role that a catalog names: owners, grantees, policies, user mappings. Sorted; PUBLIC and the owner of the
/// database are none.
std::vector<std::string> roles_named_in(const catalog::contents&);

/// On a private server, takes the superuser's rights from those of these roles that are there and grant.
void keep_grantors_plain(connection&, const std::vector<server_thing>&);

/// Adds what COLLATE clauses of the text name in no schema, or in pg_catalog.
void add_collations(std::string_view sql, std::vector<server_thing>&);

/// What loading the catalog by this plan needs of the server, in no order and with repetitions.
std::vector<server_thing> needed_of_server(const catalog::contents&, const diff::plan&);

/// Makes stand-ins for what the scratch server does not have, to be removed at its end. Returns those made, sorted.
/// Throws failure (scratch_refused) when the role of a user's server may not make one.
std::vector<server_thing> make_stand_ins(connection&, scratch&, std::vector<server_thing> needed);

}  // namespace tenon::postgres
