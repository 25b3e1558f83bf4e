// SPDX-License-Identifier: Apache-2.0
#include "postgres/load/settings.hpp"

#include "sql/quote.hpp"

namespace tenon::postgres::loading {

using sql::quote_literal;

settings read_settings(connection& session) {
    const auto rows = session.execute(
        "SELECT NULL, session_user || E'\\n' || current_setting('role') UNION ALL "
        "(SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session' ORDER BY name COLLATE \"C\")");
    settings found;
    const auto who = rows.text(0, 1);
    const auto line_end = who.find('\n');
    found.session_user = who.substr(0, line_end);
    found.role = who.substr(line_end + 1);
    for (int row = 1; row < rows.row_count(); ++row) found.values.emplace_back(rows.text(row, 0), rows.text(row, 1));
    return found;
}

std::vector<std::string> statements_for(const settings& wanted) {
    std::vector<std::string> statements{"RESET SESSION AUTHORIZATION",
                                        "RESET ALL",
                                        "CLOSE ALL",
                                        "DEALLOCATE ALL",
                                        "UNLISTEN *",
                                        "DISCARD TEMP",
                                        "DISCARD SEQUENCES"};
    if (!wanted.values.empty()) {
        std::string text = "SELECT ";
        for (const auto& [name, value] : wanted.values) {
            if (text.size() > 7) text += ", ";
            text += fmt::format("pg_catalog.set_config({}, {}, false)", quote_literal(name), quote_literal(value));
        }
        statements.push_back(std::move(text));
    }
    statements.push_back("SET SESSION AUTHORIZATION " + quote_literal(wanted.session_user));
    if (wanted.role != "none") statements.push_back("SET ROLE " + quote_literal(wanted.role));
    return statements;
}

void apply_defaults(connection& session) {
    // The role's stand above the database's; the messages must stay English, the texts UTF-8.
    const auto rows = session.execute(
        "SELECT split_part(s.entry, '=', 1), substr(s.entry, strpos(s.entry, '=') + 1) FROM pg_db_role_setting d, "
        "unnest(d.setconfig) WITH ORDINALITY s (entry, n) WHERE d.setdatabase = (SELECT oid FROM pg_database WHERE "
        "datname = current_database()) AND (d.setrole = 0 OR d.setrole = (SELECT oid FROM pg_roles WHERE rolname = "
        "session_user)) AND split_part(s.entry, '=', 1) NOT IN ('lc_messages', 'client_encoding') ORDER BY d.setrole "
        "<> 0, s.n");
    for (int row = 0; row < rows.row_count(); ++row) {
        try {
            session.execute("SELECT pg_catalog.set_config($1, $2, false)",
                            {std::string(rows.text(row, 0)), std::string(rows.text(row, 1))});
        } catch (const database_error&) {
            if (!session.is_usable()) throw;
        }
    }
}

}  // namespace tenon::postgres::loading
