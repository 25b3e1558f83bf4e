// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace tenon::postgres {

/// The options that a connection string names itself ("host", "port", "dbname", …), without what variables and files
/// would add. Takes URLs and keyword strings (PostgreSQL documentation, "Connection Strings").
/// Throws database_error (connection_string_invalid), whose text repeats nothing of the string.
std::map<std::string, std::string> parse_conninfo(const std::string& conninfo);

/// The keyword string for these options: "host='/tmp/a' dbname='b'".
std::string format_conninfo(const std::map<std::string, std::string>& options);

/// The same connection to another database of the same server.
std::string with_database(const std::string& conninfo, const std::string& database);

}  // namespace tenon::postgres
