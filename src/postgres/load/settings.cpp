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

}  // namespace tenon::postgres::loading
