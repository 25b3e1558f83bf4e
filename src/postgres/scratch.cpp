// SPDX-License-Identifier: Apache-2.0
#include "postgres/scratch.hpp"

#include "base/codes/postgres.hpp"
#include "base/text.hpp"
#include "postgres/conninfo.hpp"
#include "postgres/embedded/installation.hpp"
#include "postgres/embedded/interrupt.hpp"
#include "postgres/embedded/server.hpp"
#include "sql/quote.hpp"

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <random>
#include <thread>

namespace tenon::postgres {
namespace {

using sql::quote_identifier;
using sql::quote_literal;

constexpr int oldest_major = 14;

/// What somebody else's server or role may have set otherwise, in the values of a private server.
constexpr const char* session_settings =
    "SET search_path = \"$user\", public; SET timezone = 'UTC'; SET datestyle = 'iso, mdy'; SET intervalstyle = "
    "'postgres';"
    "SET bytea_output = 'hex'; SET extra_float_digits = 1; SET default_text_search_config = 'pg_catalog.english';"
    "SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0;"
    "SET default_transaction_read_only = off; SET default_transaction_isolation = 'read committed';"
    "SET default_tablespace = ''; SET default_table_access_method = 'heap'; SET check_function_bodies = on;"
    "SET standard_conforming_strings = on; SET quote_all_identifiers = off; SET xmloption = 'content'; SET jit = off;"
    "SET client_min_messages = 'notice'; SET geqo = on";

std::string random_digits() {
    std::random_device source;
    return fmt::format("{:08x}{:04x}", source(), source() & 0xffffU);
}

/// A name that tells its age: the server's clock is the one that is compared later.
std::string new_name(connection& session) {
    const result now = session.execute("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS')");
    return fmt::format("tenon_scratch_{}_{}", now.text(0, 0), random_digits());
}

/// CREATE and DROP DATABASE look every 100 ms whether others have left a database: too slow to run into.
void wait_in(connection& session, int process) {
    for (int i = 0; i < 1000; ++i) {
        const result running =
            session.execute("SELECT FROM pg_stat_activity WHERE pid = $1", {std::to_string(process)});
        if (running.empty()) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

}  // namespace

class scratch::place {
public:
    virtual ~place() = default;
    virtual int major() const = 0;
    virtual std::string description() const = 0;
    /// Makes a database, as a copy of `pattern` or empty, and returns its name.
    virtual std::string create(const std::optional<std::string>& pattern) = 0;
    virtual connection connect(const std::string& database) = 0;
    virtual void drop(const std::string& database) = 0;
    virtual void at_end(std::string sql) = 0;
    /// Waits, a second at most, until the process of a session that was closed is gone.
    virtual void wait_for_end_of(int process) = 0;
    virtual bool is_private() const = 0;
};

class scratch::private_place final : public place {
public:
    explicit private_place(const scratch_options& options)
        : server_(
              server::start({.major = options.major, .extensions = options.extensions, .preload = options.preload})) {}

    int major() const override { return server_.major(); }
    std::string description() const override { return "private PostgreSQL " + server_.version(); }
    std::string create(const std::optional<std::string>& pattern) override {
        std::string name = fmt::format("scratch_{}", ++made_);
        server_.create_database(name, pattern.value_or("postgres"));
        return name;
    }
    connection connect(const std::string& database) override {
        connection session(server_.url(database));
        // libpq sends these whatever the URL says (PostgreSQL documentation, "Environment Variables").
        for (const char* variable : {"PGTZ", "PGDATESTYLE", "PGGEQO"}) {
            if (std::getenv(variable) == nullptr) continue;
            session.run(session_settings);
            break;
        }
        return session;
    }
    void drop(const std::string& database) override { server_.drop_database(database); }
    void at_end(std::string) override {}
    void wait_for_end_of(int process) override { wait_in(server_.administration(), process); }
    bool is_private() const override { return true; }

private:
    server server_;
    int made_ = 0;
};

class scratch::shared_place final : public place {
public:
    explicit shared_place(const scratch_options& options)
        : url_(*options.url), administration_(url_), end_([this] { clean_up(); }) {
        check(options);
        drop_leftovers();
    }
    ~shared_place() override { clean_up(); }

    int major() const override { return administration_.major(); }
    std::string description() const override { return "throw-away databases on " + administration_.display_name(); }

    std::string create(const std::optional<std::string>& pattern) override {
        const std::string name = new_name(administration_);
        std::string text = fmt::format("CREATE DATABASE {} TEMPLATE ", name);
        if (pattern) {
            text += quote_identifier(*pattern);
        } else {
            text += "template0 ENCODING 'UTF8' LOCALE 'C'";
            if (major() >= 15) text += " LOCALE_PROVIDER libc";
        }
        administration_.run(text);
        databases_.push_back(name);
        administration_.run(
            fmt::format("COMMENT ON DATABASE {} IS {}", name,
                        quote_literal("Throw-away database of Tenon; may be dropped when nobody uses it")));
        return name;
    }

    connection connect(const std::string& database) override {
        connection session(with_database(url_, database));
        session.run(session_settings);
        return session;
    }

    void drop(const std::string& database) override {
        // This is somebody else's server.
        const bool ours = std::find(databases_.begin(), databases_.end(), database) != databases_.end();
        require(ours, "a database to drop that is no throw-away database");
        administration_.run(fmt::format("DROP DATABASE {} WITH (FORCE)", quote_identifier(database)));
        forget(database);
    }

    void at_end(std::string sql) override {
        const std::lock_guard lock(mutex_);
        last_statements_.push_back(std::move(sql));
    }
    void wait_for_end_of(int process) override { wait_in(administration_, process); }
    bool is_private() const override { return false; }

private:
    void remember(const std::string& database) {
        const std::lock_guard lock(mutex_);
        databases_.push_back(database);
    }

    void forget(const std::string& database) {
        const std::lock_guard lock(mutex_);
        databases_.erase(std::remove(databases_.begin(), databases_.end(), database), databases_.end());
    }

    void check(const scratch_options& options) {
        const std::string name = administration_.display_name();
        if (options.major && *options.major != major()) {
            throw failure(code::scratch_wrong_major,
                          fmt::format("{} is PostgreSQL {}, and {} is asked for", name, major(), *options.major),
                          "no database was made",
                          fmt::format("leave out --postgres, or name a server of PostgreSQL {}", *options.major));
        }
        if (major() < oldest_major) {
            throw failure(code::scratch_wrong_major,
                          fmt::format("{} is PostgreSQL {}, older than the oldest that is supported, {}", name, major(),
                                      oldest_major),
                          "no database was made", "name a newer server, or leave out --scratch");
        }
        const result may = administration_.execute(
            "SELECT rolcreatedb OR rolsuper, pg_is_in_recovery() FROM pg_roles WHERE rolname = current_user");
        if (may.boolean(0, 1)) {
            throw failure(code::scratch_refused, fmt::format("{} is a standby, where no database can be made", name),
                          "no database was made", "name its primary, or another server");
        }
        if (!may.boolean(0, 0)) {
            throw failure(code::scratch_refused,
                          fmt::format("the role {} may not make databases on {}", administration_.user(), name),
                          "no database was made",
                          fmt::format("ALTER ROLE {} CREATEDB", quote_identifier(administration_.user())));
        }
        check_extensions(options.extensions);
    }

    void check_extensions(const std::vector<std::string>& wanted) {
        std::vector<std::string> missing;
        for (const std::string& name : wanted) {
            const result found = administration_.execute("SELECT FROM pg_available_extensions WHERE name = $1", {name});
            if (found.empty()) missing.push_back(fmt::format("\"{}\"", name));
        }
        if (missing.empty()) return;
        throw failure(
            code::extension_not_installed,
            fmt::format("the {} {} {} not installed on {}", missing.size() == 1 ? "extension" : "extensions",
                        join(missing, ", "), missing.size() == 1 ? "is" : "are", administration_.display_name()),
            "no database was made", "install the package on that server, or name another one");
    }

    /// Of processes that were killed: older than a day, and nobody is in them.
    void drop_leftovers() {
        const result old = administration_.execute(
            "SELECT datname FROM pg_database WHERE datname ~ '^tenon_scratch_[0-9]{14}_[0-9a-f]{12}$' "
            "AND pg_has_role(datdba, 'USAGE') "
            "AND substr(datname, 15, 14) < to_char((now() - interval '1 day') AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISS') "
            "AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = pg_database.datname)");
        for (int i = 0; i < old.row_count(); ++i) {
            try {
                administration_.run(fmt::format("DROP DATABASE {}", quote_identifier(old.text(i, 0))));
            } catch (const database_error&) {
                // Somebody uses it after all, or dropped it in the meantime.
            }
        }
    }

    /// Opens a session of its own: the other one may be in the middle of a statement when a signal ends the process.
    void clean_up() noexcept {
        std::vector<std::string> databases;
        std::vector<std::string> statements;
        {
            const std::lock_guard lock(mutex_);
            databases.swap(databases_);
            statements.swap(last_statements_);
        }
        if (databases.empty() && statements.empty()) return;
        try {
            connection session(url_);
            for (const std::string& name : databases) {
                try_to_run(session, fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", quote_identifier(name)));
            }
            for (const std::string& text : statements) try_to_run(session, text);
        } catch (const std::exception&) {
            // The server is gone; the next use sweeps.
        }
    }

    static void try_to_run(connection& session, const std::string& text) {
        try {
            session.run(text);
        } catch (const database_error&) {
        }
    }

    std::string url_;
    connection administration_;
    std::mutex mutex_;  // of the lists: a signal's thread reads them
    std::vector<std::string> databases_;
    std::vector<std::string> last_statements_;
    end_of_process end_;
};

scratch::scratch(const scratch_options& options) {
    if (options.url) {
        place_ = std::make_unique<shared_place>(options);
    } else {
        place_ = std::make_unique<private_place>(options);
    }
}

scratch::scratch(scratch&&) noexcept = default;
scratch& scratch::operator=(scratch&&) noexcept = default;
scratch::~scratch() = default;

connection scratch::fresh_database() {
    return place_->connect(place_->create({}));
}

connection scratch::fresh_database(const std::string& pattern) {
    return place_->connect(place_->create(pattern));
}

std::string scratch::leave(connection session) {
    std::string name = session.database();
    const int process = session.process_id();
    { const connection closing = std::move(session); }
    place_->wait_for_end_of(process);
    return name;
}

std::string scratch::keep_as_pattern(connection filled) {
    return leave(std::move(filled));
}

connection scratch::another_session(const connection& first) {
    return place_->connect(first.database());
}

void scratch::drop(connection session) {
    place_->drop(leave(std::move(session)));
}

void scratch::at_end(std::string sql) {
    place_->at_end(std::move(sql));
}

int scratch::major() const {
    return place_->major();
}

bool scratch::is_private() const {
    return place_->is_private();
}

std::string scratch::description() const {
    return place_->description();
}

}  // namespace tenon::postgres
