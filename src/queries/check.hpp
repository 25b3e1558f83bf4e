// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"
#include "queries/query.hpp"

namespace tenon::queries {

/// What a server says of a query.
struct described_query {
    std::string name;
    std::vector<std::string> parameter_types;  ///< format_type, by number
    struct column {
        std::string name;
        std::string type;
    };
    std::vector<column> columns;
};

/// Has the server prepare every query, on a session whose search_path finds the tables. A query that does not prepare
/// is told at the place in its file that the server's error points at. No query is executed; sample values are read.
std::vector<described_query> check(std::span<const query>, postgres::connection&, diagnostics&);

/// The SQL type that a word of the language stands for: "decimal" is numeric, "timestamp" is timestamp with time zone.
/// What is no word of the language stays as it is: a type of the database.
std::string sql_type(std::string_view word);

}  // namespace tenon::queries
