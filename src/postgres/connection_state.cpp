// SPDX-License-Identifier: Apache-2.0
#include "postgres/connection_state.hpp"

#include "base/codes/postgres.hpp"
#include "base/text.hpp"

#include <charconv>
#include <cstring>

namespace tenon::postgres {
namespace {

std::string field(const PGresult* failed, int name) {
    const char* value = PQresultErrorField(failed, name);
    return value ? value : "";
}

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const std::string_view part : split_lines(text)) {
        const std::string_view word = trim(part);
        if (word.empty()) continue;
        if (!line.empty()) line += "; ";
        line += word;
    }
    return line;
}

}  // namespace

server_message message_of(const PGresult* failed) {
    server_message message;
    message.severity = field(failed, PG_DIAG_SEVERITY_NONLOCALIZED);
    message.sqlstate = field(failed, PG_DIAG_SQLSTATE);
    message.message = field(failed, PG_DIAG_MESSAGE_PRIMARY);
    message.detail = field(failed, PG_DIAG_MESSAGE_DETAIL);
    message.hint = field(failed, PG_DIAG_MESSAGE_HINT);
    message.position = number(field(failed, PG_DIAG_STATEMENT_POSITION));
    message.internal_position = number(field(failed, PG_DIAG_INTERNAL_POSITION));
    message.internal_query = field(failed, PG_DIAG_INTERNAL_QUERY);
    message.context = field(failed, PG_DIAG_CONTEXT);
    message.schema = field(failed, PG_DIAG_SCHEMA_NAME);
    message.table = field(failed, PG_DIAG_TABLE_NAME);
    message.column = field(failed, PG_DIAG_COLUMN_NAME);
    message.type = field(failed, PG_DIAG_DATATYPE_NAME);
    message.constraint = field(failed, PG_DIAG_CONSTRAINT_NAME);
    return message;
}

std::vector<const char*> pointers_to(std::span<const parameter> parameters, const std::string& sql) {
    std::vector<const char*> pointers;
    pointers.reserve(parameters.size());
    for (const parameter& value : parameters) {
        if (value && value->find('\0') != std::string::npos) {
            throw database_error(code::statement_failed, "a value has a zero byte, which no PostgreSQL text can hold",
                                 {.severity = "ERROR", .sqlstate = "22021"}, sql);
        }
        pointers.push_back(value ? value->c_str() : nullptr);
    }
    return pointers;
}

std::string connection::state::client_message() const {
    return one_line(PQerrorMessage(session));
}

void connection::state::fail(const PGresult* failed, std::string sql, std::optional<std::size_t> index) const {
    server_message message = failed ? message_of(failed) : server_message{};
    // After a FATAL error the server closes the connection, which libpq may not have seen yet.
    const bool lost = is_broken() || message.severity == "FATAL" || message.severity == "PANIC";
    // What the server said between two statements is in the connection's message only.
    if (lost && message.sqlstate.empty()) message.message = client_message();
    if (message.message.empty()) message.message = failed ? one_line(PQresultErrorMessage(failed)) : client_message();
    if (message.sqlstate.empty() && lost) message.sqlstate = "08006";  // connection_failure
    std::string what = one_line(message.message);
    if (!message.sqlstate.empty()) what += fmt::format(" (SQLSTATE {})", message.sqlstate);
    if (lost) {
        throw database_error(code::connection_lost, "the connection broke: " + what, std::move(message), std::move(sql),
                             index,
                             "the server rolls back what was not committed; a COMMIT under way may have succeeded",
                             "look into the server's log, then run the command again");
    }
    throw database_error(code::statement_failed, what, std::move(message), std::move(sql), index);
}

void connection::state::drain() {
    while (PGresult* rest = PQgetResult(session)) {
        const ExecStatusType status = PQresultStatus(rest);
        PQclear(rest);
        if (status == PGRES_COPY_IN) {
            PQputCopyEnd(session, "no data");
        } else if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
            char* row = nullptr;
            while (PQgetCopyData(session, &row, 0) > 0) PQfreemem(row);
        }
        if (is_broken()) return;
    }
}

result connection::state::accept(PGresult* owned, const std::string& sql) {
    result holder(owned);
    switch (PQresultStatus(owned)) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_EMPTY_QUERY:
            return holder;
        case PGRES_COPY_IN:
        case PGRES_COPY_OUT:
        case PGRES_COPY_BOTH:
            // The data would have to come from somewhere: end the COPY, then say so.
            if (PQresultStatus(owned) == PGRES_COPY_IN) PQputCopyEnd(session, "COPY is not possible here");
            drain();
            throw database_error(code::statement_failed, "COPY from or to the client is not possible here",
                                 {.severity = "ERROR", .sqlstate = "0A000"}, sql);
        default:
            fail(owned, sql);
    }
}

}  // namespace tenon::postgres
