// SPDX-License-Identifier: Apache-2.0
#pragma once

// For the .cpp files of the connection only: everything here speaks libpq.

#include "postgres/connection.hpp"

#include <libpq-fe.h>

namespace tenon::postgres {

struct connection::state {
    PGconn* session = nullptr;
    notice_handler notices;

    state() = default;
    state(const state&) = delete;
    ~state() { PQfinish(session); }

    bool is_broken() const { return PQstatus(session) != CONNECTION_OK; }
    /// What libpq says of the connection, on one line.
    std::string client_message() const;
    /// Throws database_error for a failed result, or for the connection when `failed` is null.
    [[noreturn]] void fail(const PGresult* failed, std::string statement, std::optional<std::size_t> index = {}) const;
    /// Reads and drops everything until the session takes the next statement.
    void drain();
    /// Takes over a result, throws when it is an error.
    result accept(PGresult* owned, const std::string& sql);
};

server_message message_of(const PGresult*);

/// Values as libpq wants them; points into `parameters`.
std::vector<const char*> pointers_to(std::span<const parameter> parameters, const std::string& sql);

}  // namespace tenon::postgres
