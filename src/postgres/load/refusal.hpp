// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "postgres/error.hpp"
#include "postgres/stand_ins.hpp"
#include "sql/statement.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::postgres::loading {

/// True when the server may accept the statement once more of the source is loaded.
bool may_succeed_later(const database_error&);

/// True when not the statement but the server or the connection is at fault.
bool is_failure_of_server(const database_error&);

/// What a stand-in would help against. The messages are those of lc_messages = C.
std::optional<server_thing> missing_from_server(const server_message&);

/// The names of the objects that the server misses, without their schemas: whoever makes one of them may help.
std::vector<std::string> missing_names(const server_message&);

/// The names in the first words of a statement: those of the object that it makes or changes are among them.
std::vector<std::string> names_in(std::string_view statement);

/// The server's words as a diagnostic at the place in the source that the server points at.
diagnostic to_diagnostic(diagnostic_code, const server_message&, const sql::statement&);

}  // namespace tenon::postgres::loading
