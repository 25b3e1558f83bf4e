// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "postgres/connection.hpp"
#include "sql/script.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tenon::postgres {

class scratch;

/// Something that a source takes for given and the server does not have. It was made for the loading only: whoever
/// writes the schema out again leaves it out.
struct stand_in {
    std::string kind;  ///< "role", "collation" or "tablespace"
    std::string name;  ///< as it is, unquoted
    position where;    ///< where it was first missed
};

struct load_options {
    std::vector<std::string> extensions = {};  ///< to be created before anything else
    /// The server vanishes after the loading: missing roles get every right, so that a script can act as them, and
    /// statements may change what belongs to the whole server. On a server of somebody's they are skipped and reported.
    bool private_server = false;
    /// Receives statements that remove what belongs to the whole server (roles, tablespaces), to be run when the
    /// database is gone. Without it such things stay.
    std::function<void(std::string)> at_end = {};
};

/// What loading did.
struct loaded {
    std::vector<stand_in> stand_ins;  ///< in the order of making
    std::size_t statements = 0;       ///< executed
    std::size_t deferred = 0;         ///< of these, how many had to wait for something that comes later in the source
    std::vector<sql::meta_command> skipped;
};

/// Runs scripts, each as a session of its own, to make the state that they describe in the database of `session`.
///
/// - BEGIN, COMMIT and savepoints are read over: a source is loaded as one state. ROLLBACK is a diagnostic.
/// - A statement that fails because something is not there yet waits, with the settings that were in force, and is
/// tried
///   again after the rest until nothing moves.
/// - CREATE and DROP DATABASE, ALTER SYSTEM and COPY with files of the server are skipped and reported; a subscription
/// is
///   made without connecting.
/// - ALTER DATABASE and ALTER ROLE … SET go to the loaded database, whatever its name in the source, and are in force
/// for
///   sessions that begin later: the next script, or what follows a \connect. Other changes of databases are skipped.
/// - Roles, collations and tablespaces that are missing get a stand-in.
///
/// What the server refuses goes to `problems`, at its file, line and column; the statements around it are loaded all
/// the same. Throws database_error when the server itself fails (no connection, disk full, cancelled). In the end the
/// session has the settings it had before.
loaded load(connection& session, std::span<const sql::script> scripts, diagnostics& problems,
            const load_options& options = {});

/// The same for a database of `from`, which removes stand-ins in its end.
loaded load(scratch& from, connection& session, std::span<const sql::script> scripts, diagnostics& problems,
            load_options options = {});

}  // namespace tenon::postgres
