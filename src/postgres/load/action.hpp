// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    database,      ///< makes or removes a whole database
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

/// For CREATE with this `kind` after it (extension, schema, tablespace, collation): the name without its schema, else
/// "".
std::string name_made_by(std::string_view statement, std::string_view kind);

/// True for statements about a database as a whole, whose name is another one here: ALTER DATABASE, COMMENT ON
/// DATABASE, GRANT … ON DATABASE.
bool concerns_database(std::string_view statement);

/// SET LOCAL as SET, every character in its place.
std::string without_local(std::string_view statement);
/// The name of the setting that a SET LOCAL changes, as current_setting wants it.
std::string setting_of(std::string_view set_local);

/// CREATE SUBSCRIPTION with `connect = false`, when it does not have it.
std::string without_connecting(std::string_view statement);

}  // namespace tenon::postgres::loading
