// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/error.hpp"
#include "postgres/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::postgres {

/// The value of $1, $2, …: its text form, or NULL.
using parameter = std::optional<std::string>;

/// One statement with the values of its parameters.
struct statement {
    std::string sql;
    std::vector<parameter> parameters = {};
};

/// What a server says of a statement without running it.
struct description {
    struct column {
        std::string name;
        std::uint32_t type = 0;  ///< oid
        int modifier = -1;
        std::uint32_t table = 0;  ///< the table it comes from unchanged; 0 for an expression
        int number = 0;           ///< its number there
    };
    std::vector<std::uint32_t> parameters;  ///< oids of the types
    std::vector<column> columns;            ///< empty for what returns no rows
};

/// Stops what a connection is doing. May be copied, kept, and called from another thread; one that outlives its
/// connection does nothing harmful.
class canceller {
public:
    /// Asks the server to cancel the current statement, which then fails with SQLSTATE 57014. Returns false when the
    /// request could not be sent.
    bool cancel() const;

private:
    friend class connection;
    std::shared_ptr<void> handle_;
};

/// A session with a PostgreSQL server, used by one thread at a time. Texts are UTF-8 in both directions, values travel
/// in text form. Functions that talk to the server throw database_error.
class connection {
public:
    using notice_handler = std::function<void(const server_message&)>;
    using receiver = std::function<void(std::size_t index, result)>;

    /// Whether PG* variables and service files fill in what the connection string leaves open.
    enum class environment { followed, ignored };

    /// Connects. `conninfo`: a URL or a keyword string as in psql; what it leaves open comes from PG* variables,
    /// service and password files. application_name is "tenon" and connect_timeout 10 s unless somebody set others.
    explicit connection(const std::string& conninfo, environment = environment::followed);
    connection(connection&&) noexcept;
    connection& operator=(connection&&) noexcept;
    ~connection();

    /// Runs one statement and returns its result. Without parameters it may be several, separated by semicolons, which
    /// run in one transaction; the last result is returned. No COPY.
    result execute(const std::string& sql, std::span<const parameter> parameters = {});
    result execute(const std::string& sql, std::initializer_list<parameter> parameters);

    /// Runs a script of any number of statements and throws their results away. Not in an open transaction, they run
    /// in one of their own, unless the script has its own BEGIN and COMMIT.
    void run(const std::string& script);

    /// Runs statements, each one without its semicolon, as few messages of one script each: a third less work for the
    /// server than a pipeline, where nothing comes back but that they are done. In an open transaction they are part
    /// of it; else each message is a transaction of its own, of all statements unless they are longer than a megabyte.
    /// The first that fails is thrown as from a pipeline: with its own text, its index, and the position in it. The
    /// server reads a message before it runs any of it, so that what changes how text is read
    /// (standard_conforming_strings) has no effect on the statements sent with it. No COPY.
    void run_all(std::span<const std::string_view> statements);

    /// Sends all statements at once and gives their results in the same order: one round trip for all, and any size of
    /// results. Outside a transaction they run in one of their own. The first that fails is thrown with its index, and
    /// none of those after it is executed. Not for COPY and what cannot run in a transaction.
    std::vector<result> pipeline(std::span<const statement>);

    /// The same, handing over each result as soon as it is complete. What `receive` throws ends the pipeline: those
    /// statements already sent are still executed (and rolled back with it, outside a transaction, if one fails).
    void pipeline(std::span<const statement>, const receiver& receive);

    /// Runs a COPY … FROM STDIN with `data` in the form that the statement names; returns the number of rows.
    std::int64_t copy_in(const std::string& sql, std::string_view data);

    /// Runs a COPY … TO STDOUT and returns all of its data.
    std::string copy_out(const std::string& sql);

    /// The types of parameters and columns of one statement, which is parsed and not run.
    description describe(const std::string& sql);
    /// The same of a statement that PREPARE gave a name.
    description describe_prepared(const std::string& name);

    /// For example 150018; the major is 15.
    int server_version() const;
    int major() const { return server_version() / 10000; }
    /// What the server reports by itself, for example "is_superuser"; "" for what it does not.
    std::string parameter_status(const std::string& name) const;

    bool in_transaction() const;         ///< a transaction block is open, sound or failed
    bool in_failed_transaction() const;  ///< only ROLLBACK is accepted
    bool is_usable() const;              ///< the connection stands

    /// Called for warnings and notices; without a handler they are dropped. During a pipeline, from its reading thread.
    void on_notice(notice_handler);

    /// The process of the server that serves this session: pg_stat_activity.pid.
    int process_id() const;
    canceller get_canceller() const;

    std::string host() const;  ///< a name, an address, or the folder of a socket
    std::string port() const;
    std::string database() const;
    std::string user() const;
    /// "postgres://user@host:port/database" for people to read: never a password.
    std::string display_name() const;

private:
    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace tenon::postgres
