// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/load.hpp"
#include "postgres/load/action.hpp"
#include "postgres/load/refusal.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace tenon::postgres::loading {

/// A statement of the source and the text that is sent for it.
struct task {
    const sql::statement* from = nullptr;  ///< null for what loading itself adds
    std::string text;
};

enum class outcome {
    done,     ///< executed, or told why it need not be
    later,    ///< may succeed once more is there
    refused,  ///< told
};

/// Runs single statements, makes stand-ins for what they miss, and tells what the server refuses.
class executor {
public:
    executor(connection& session, diagnostics& problems, const load_options& options, loaded& result)
        : session_(session), problems_(problems), options_(options), result_(result) {}

    /// Roles and collations that the source makes itself get no stand-in: who needs them waits.
    void expect_from(const sql::statement&);

    /// Roles as which a script does nothing but grant and revoke: their grants are to stay theirs.
    void expect_grantors(const sql::script&);

    /// Creates an extension before everything else.
    void create_extension(const std::string& name);

    /// Runs the statement by itself. `why` receives the server's words when the outcome is `later`.
    outcome run(const task&, server_message& why);

    /// Makes what the statement misses of the server, if it is something that can be made. True: worth another try.
    bool repair(const database_error&, const sql::statement&);

    /// A tablespace that the source makes, without the folder that it names.
    void make_tablespace(const sql::statement&, const std::string& name);

    /// True for a role or tablespace that the loading made: the source may do with it what it likes.
    bool made(const std::string& name) const;

    /// To be told of every statement that was executed.
    void note_done(const sql::statement&);

    void report(diagnostic_code, const server_message&, const sql::statement&);

private:
    void send(const task&);
    bool is_no_problem(const database_error&, const sql::statement&);
    bool make_stand_in(const server_thing&, const sql::statement&);
    void make(const server_thing&);
    void report_extension(const std::string& name, const position&, const server_message&);
    void at_end(std::string statement);

    connection& session_;
    diagnostics& problems_;
    const load_options& options_;
    loaded& result_;
    std::set<std::pair<std::string, std::string>> expected_;  // kind and name
    std::set<std::pair<std::string, std::string>> made_;
    std::set<std::string> grantors_;
};

}  // namespace tenon::postgres::loading
