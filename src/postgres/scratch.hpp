// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tenon::postgres {

/// Where throw-away databases come from.
struct scratch_options {
    std::optional<std::string> url = {};       ///< `--scratch URL`; none: a private server
    std::optional<int> major = {};             ///< it must be this one; none: the default, or what the URL's server is
    std::vector<std::string> extensions = {};  ///< that must be there to be created
    std::vector<std::string> preload = {};     ///< shared_preload_libraries of the private server
};

/// Throw-away databases: on a private server that lives as long as this object, or on a server that the user names,
/// where they are called tenon_scratch_TIME_RANDOM and dropped in the end (also by a signal, see interrupt.hpp; what a
/// SIGKILL leaves is dropped by the next use after a day). All are UTF-8 with locale C, and their sessions begin with
/// the settings of a private server. Used by one thread at a time.
class scratch {
public:
    /// Throws failure: what server::start() throws; server_unreachable, scratch_refused, scratch_wrong_major,
    /// extension_not_installed.
    explicit scratch(const scratch_options& = {});
    scratch(scratch&&) noexcept;
    scratch& operator=(scratch&&) noexcept;
    ~scratch();

    /// A session in a new, empty database.
    connection fresh_database();
    /// A session in a new database with the content of a pattern; takes some 10 ms. Settings of the pattern by ALTER
    /// DATABASE are not copied.
    connection fresh_database(const std::string& pattern);
    /// Ends this session and keeps its database as a pattern, whose name is returned: from now on nobody may connect
    /// to it. Throws database_error while other sessions are in it.
    std::string keep_as_pattern(connection filled);
    /// A further session in the database of another.
    connection another_session(const connection&);
    /// Removes a database before the end, when many are needed one after the other.
    void drop(connection);

    /// Statements for the end, once the databases are gone: for what belongs to the whole server, such as stand-ins
    /// for roles. Not run on a private server, which vanishes as a whole. Failures are ignored.
    void at_end(std::string sql);

    int major() const;
    bool is_private() const;
    /// "private PostgreSQL 15.20" or "throw-away databases on postgres://…" (never a password).
    std::string description() const;

private:
    std::string leave(connection);

    class place;
    class private_place;
    class shared_place;
    std::unique_ptr<place> place_;
};

}  // namespace tenon::postgres
