// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"

#include <string>
#include <utility>
#include <vector>

namespace tenon::postgres::loading {

/// The settings of a session that differ from those it began with, and who it acts as.
struct settings {
    std::string session_user;
    std::string role;
    std::vector<std::pair<std::string, std::string>> values;  ///< name and value, by name

    friend bool operator==(const settings&, const settings&) = default;
};

/// What is in force now.
settings read_settings(connection&);

/// The statements that bring a session from wherever it is to these settings, and close what a psql session would leave
/// behind: cursors, prepared statements, temporary tables. They may run in a transaction.
std::vector<std::string> statements_for(const settings&);

/// Puts the settings in force that ALTER DATABASE and ALTER ROLE … IN DATABASE keep for new sessions of this one's
/// database and role. What cannot be set is left out, as the server does when a session begins.
void apply_defaults(connection&);

}  // namespace tenon::postgres::loading
