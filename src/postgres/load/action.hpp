// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::postgres::loading {

/// What loading does with a statement.
enum class action {
    run,           ///< in a batch
    run_alone,     ///< PostgreSQL refuses it in a transaction
    begin,         ///< read over, but SET LOCAL counts from here
    commit,        ///< read over; settings made by SET LOCAL end
    rollback,      ///< cannot be followed: one state is loaded
    set_local,     ///< lasts to the commit of the script, not to that of a batch
    read_over,     ///< means nothing for a schema: SAVEPOINT, LOCK, SET CONSTRAINTS
    database,      ///< makes or removes a whole database, or changes what it is besides its contents
    settings,      ///< ALTER DATABASE or ROLE … SET: for sessions that begin later
    shared_object, ///< changes a role, a membership, a tablespace: what belongs to the whole server
    server,        ///< changes the server's settings
    server_file,   ///< COPY with a file or program of the server
    subscription,  ///< would connect to another server
    tablespace,    ///< would want a folder of the server
};

/// By the first words of the statement.
action action_for(std::string_view statement);

/// True when running it may change a setting of the session or leave something behind in it. Cheap, and rather true
/// than false.
bool touches_session(std::string_view statement);

/// For CREATE ROLE, USER and GROUP: the role's name, else "".
std::string role_made_by(std::string_view statement);

/// For SET SESSION AUTHORIZATION and SET ROLE: the role as which the session goes on, "" when it is its own again (NONE,
/// DEFAULT, RESET). Nothing for other statements.
std::optional<std::string> role_set_by(std::string_view statement);

/// For CREATE with this `kind` after it (extension, schema, tablespace, collation): the name without its schema, else
/// "".
std::string name_made_by(std::string_view statement, std::string_view kind);

/// Of a statement that changes roles, memberships or tablespaces: the names of all of them. Nothing when it reaches
/// further than names say (DROP OWNED, REASSIGN OWNED).
std::optional<std::vector<std::string>> shared_objects_of(std::string_view statement);

/// ALTER DATABASE or ROLE … SET, with `database` for the one it names, or as the one it is limited to.
std::string for_database(std::string_view statement, const std::string& database);

/// SET LOCAL as SET, every character in its place.
std::string without_local(std::string_view statement);
/// The name of the setting that a SET LOCAL changes, as current_setting wants it.
std::string setting_of(std::string_view set_local);

/// CREATE SUBSCRIPTION with `connect = false`, when it does not have it.
std::string without_connecting(std::string_view statement);

}  // namespace tenon::postgres::loading
