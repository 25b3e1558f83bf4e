// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/failure.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::postgres {

/// SQLSTATE of what the role may not do (PostgreSQL documentation, appendix A).
inline constexpr std::string_view insufficient_privilege = "42501";

/// What a server says when it refuses a statement: the fields of its error message (PostgreSQL documentation,
/// "Error and Notice Message Fields"). Empty or 0 where the server sends none.
struct server_message {
    std::string severity = {};  ///< never translated: ERROR, FATAL, PANIC, WARNING, NOTICE, DEBUG, INFO, LOG
    std::string sqlstate = {};  ///< five characters
    std::string message = {};   ///< in the server's language: show it, never parse it
    std::string detail = {};
    std::string hint = {};
    int position = 0;           ///< the character, from 1, in the statement's text
    int internal_position = 0;  ///< the same in `internal_query`
    std::string internal_query = {};
    std::string context = {};
    std::string schema = {};
    std::string table = {};
    std::string column = {};
    std::string type = {};
    std::string constraint = {};
};

/// A server that cannot be reached (code server_unreachable), a statement that it refuses (statement_failed), or a
/// connection that breaks (connection_lost). `what()` is one line, "MESSAGE (SQLSTATE 42P01)"; the password of the
/// connection never appears in any member.
class database_error : public failure {
public:
    /// `index`: which statement of a pipeline failed, from 0.
    database_error(diagnostic_code, const std::string& what, server_message, std::string statement,
                   std::optional<std::size_t> index = {}, std::string state = {}, std::string next = {});

    const server_message& message() const { return details_->message; }
    const std::string& sqlstate() const { return details_->message.sqlstate; }
    const std::string& severity() const { return details_->message.severity; }
    const std::string& detail() const { return details_->message.detail; }
    const std::string& hint() const { return details_->message.hint; }
    int position() const { return details_->message.position; }
    /// The text that was sent; empty while connecting.
    const std::string& statement() const { return details_->statement; }
    const std::optional<std::size_t>& index() const { return details_->index; }

private:
    struct details {
        server_message message;
        std::string statement;
        std::optional<std::size_t> index;
    };
    std::shared_ptr<const details> details_;  // exceptions are copied, and the copy must not throw
};

}  // namespace tenon::postgres
