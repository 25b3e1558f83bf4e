// SPDX-License-Identifier: Apache-2.0
#include "postgres/scratch.hpp"

#include "base/codes/postgres.hpp"
#include "base/text.hpp"
#include "postgres/conninfo.hpp"
#include "postgres/embedded/installation.hpp"
#include "postgres/embedded/interrupt.hpp"
#include "postgres/embedded/run_folder.hpp"
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

protected:
    /// A database with subscriptions cannot be dropped. None of them ever connected: the loader sees to it.
    void drop_subscriptions(connection& administration, const std::string& database) {
        const result all = administration.execute(
            "SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = $1)",
            {database});
        if (all.empty()) return;
        connection session = connect(database);
        for (int i = 0; i < all.row_count(); ++i) {
            const auto name = quote_identifier(all.text(i, 0));
            for (const auto* change : {"ALTER SUBSCRIPTION {} DISABLE", "ALTER SUBSCRIPTION {} SET (slot_name = NONE)",
                                       "DROP SUBSCRIPTION {}"})
                session.execute(fmt::format(fmt::runtime(change), name));
        }
    }
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
        connection session(server_.url(database), connection::environment::ignored);
        // libpq sends these whatever the URL says (PostgreSQL documentation, "Environment Variables").
        for (const char* variable : {"PGTZ", "PGDATESTYLE", "PGGEQO"}) {
            if (std::getenv(variable) == nullptr) continue;
            session.run(session_settings);
            break;
        }
        return session;
    }
    void drop(const std::string& database) override {
        drop_subscriptions(server_.administration(), database);
        server_.drop_database(database);
    }
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
        : url_(*options.url), administration_(url_), stop_(administration_.get_canceller()), end_([this] {
              stop_.cancel();
              clean_up();
          }) {
        check(options);
        drop_leftovers();
    }
    ~shared_place() override { clean_up(); }

    int major() const override { return administration_.major(); }
    std::string description() const override { return "throw-away databases on " + administration_.display_name(); }

    std::string create(const std::optional<std::string>& pattern) override {
        std::string name = new_name(administration_);
        std::string text = fmt::format("CREATE DATABASE {} TEMPLATE ", name);
        if (pattern) {
            text += quote_identifier(*pattern);
        } else {
            text += "template0 ENCODING 'UTF8' LOCALE 'C'";
            if (major() >= 15) text += " LOCALE_PROVIDER libc";
        }
        const auto lock = lock_unless_closed();
        // Noted first: the statement may be done although its answer was lost.
        databases_.push_back(name);
        administration_.run(text);
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
        const auto lock = lock_unless_closed();
        const auto found = std::find(databases_.begin(), databases_.end(), database);
        // This is somebody else's server.
        require(found != databases_.end(), "a database to drop that is no throw-away database");
        drop_subscriptions(administration_, database);
        drop_in(administration_, database);
        databases_.erase(found);
    }

    void at_end(std::string sql) override {
        const std::lock_guard lock(mutex_);
        last_statements_.push_back(std::move(sql));
    }
    void wait_for_end_of(int process) override { wait_in(administration_, process); }
    bool is_private() const override { return false; }

private:
    /// Held while a database is made or dropped: the signal that ends the process waits for it, so that none is left
    /// that it does not know. From then on nothing is made any more.
    std::unique_lock<std::mutex> lock_unless_closed() {
        for (;;) {
            pause_when_stopping();
            std::unique_lock lock(mutex_);
            if (!closed_) return lock;
        }
    }

    /// Another thread may be about to connect to it. A database whose DROP was cancelled is invalid already, and
    /// altering it would end the session (PostgreSQL documentation, "DROP DATABASE"; datconnlimit in pg_database).
    static void close_to_others(connection& session, const std::string& database) {
        const result valid =
            session.execute("SELECT FROM pg_database WHERE datname = $1 AND datconnlimit <> -2", {database});
        if (!valid.empty()) session.run(fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS false", database));
    }

    /// FORCE may not end an autovacuum worker unless for a superuser, and then fails; without it the worker is ended.
    static void drop_in(connection& session, const std::string& database) {
        const auto text = fmt::format("DROP DATABASE IF EXISTS {}", quote_identifier(database));
        try {
            session.run(text + " WITH (FORCE)");
        } catch (const database_error& error) {
            if (error.sqlstate() != "42501") throw;
            session.run(text);
        }
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
        // Whoever comes second waits: the signal's thread would end the process while this one is at it.
        const std::lock_guard once(cleaning_up_);
        std::vector<std::string> databases;
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
            databases.swap(databases_);
            if (databases.empty() && last_statements_.empty()) return;
        }
        try {
            connection session(url_);
            for (const std::string& name : databases) {
                attempt([&] { drop_subscriptions(session, name); });
                attempt([&] { close_to_others(session, name); });
                attempt([&] { drop_in(session, name); });
            }
            // Only now nobody adds to them any more.
            const std::lock_guard lock(mutex_);
            for (const std::string& text : std::exchange(last_statements_, {})) attempt([&] { session.run(text); });
        } catch (const std::exception&) {
            // The server is gone; the next use sweeps.
        }
    }

    static void attempt(const std::function<void()>& act) {
        try {
            act();
        } catch (const database_error&) {
        }
    }

    std::string url_;
    connection administration_;
    canceller stop_;
    std::mutex cleaning_up_;
    std::mutex mutex_;  // of the lists: a signal's thread reads them
    bool closed_ = false;
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
