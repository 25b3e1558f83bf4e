// SPDX-License-Identifier: Apache-2.0
#include "postgres/load.hpp"

#include "base/codes/postgres.hpp"
#include "postgres/load/action.hpp"
#include "postgres/load/deferred.hpp"
#include "postgres/load/executor.hpp"
#include "postgres/load/refusal.hpp"
#include "postgres/load/settings.hpp"
#include "postgres/scratch.hpp"
#include "sql/quote.hpp"

namespace tenon::postgres {
namespace {

using namespace loading;

// One transaction of this many statements: enough that its beginning and end cost nothing, few enough that a failure in
// its middle does not either.
constexpr std::size_t largest_batch = 256;

class loader {
public:
    loader(connection& session, diagnostics& problems, const load_options& options)
        : session_(session), problems_(problems), options_(options), executor_(session, problems, options, result_) {}

    loaded run(std::span<const sql::script> scripts) {
        const auto before = read_settings(session_);
        prefer_plain_messages();
        pristine_ = initial_ = std::make_shared<const settings>(read_settings(session_));
        for (const auto& name : options_.extensions) executor_.create_extension(name);
        for (const auto& script : scripts)
            for (const auto& statement : script.statements) executor_.expect_from(statement);
        for (const auto& script : scripts) executor_.expect_grantors(script);
        for (const auto& script : scripts) {
            begin_session();
            auto connect = script.skipped.begin();
            for (const auto& statement : script.statements) {
                while (connect != script.skipped.end() && stands_before(*connect, statement))
                    if (is_connect(*connect++)) begin_session();
                take(statement);
            }
            result_.skipped.insert(result_.skipped.end(), script.skipped.begin(), script.skipped.end());
        }
        flush();
        result_.deferred = deferred_.size();
        if (!deferred_.empty()) deferred_.run(executor_, session_, read_settings(session_));
        for (const auto& text : statements_for(before)) session_.execute(text);
        return std::move(result_);
    }

private:
    // Which stand-in would help is read from the server's words, so they should be English.
    void prefer_plain_messages() {
        try {
            session_.execute("SET lc_messages = 'C'");
        } catch (const database_error& error) {
            if (is_failure_of_server(error)) throw;  // else: only superusers may
        }
    }

    static bool stands_before(const sql::meta_command& command, const sql::statement& statement) {
        // What is included from elsewhere has lines of its own, which cannot be compared.
        return command.where.file == statement.where.file && command.where < statement.where;
    }

    static bool is_connect(const sql::meta_command& command) {
        return command.name == "connect" || command.name == "c";
    }

    void begin_session() {
        locals_.clear();
        in_block_ = false;
        if (defaults_changed_) {
            begin_session_with_new_defaults();
            return;
        }
        if (!touched_) return;
        for (auto& text : statements_for(*initial_)) batch_.push_back({nullptr, std::move(text)});
        flush();  // the settings say how the text of what follows is read
        touched_ = false;
        changed_ = true;
    }

    // ALTER DATABASE and ALTER ROLE … SET are in force for sessions that begin after them.
    void begin_session_with_new_defaults() {
        flush();
        for (const auto& text : statements_for(*pristine_)) session_.execute(text);
        apply_defaults(session_);
        initial_ = std::make_shared<const settings>(read_settings(session_));
        current_ = initial_;
        defaults_changed_ = touched_ = changed_ = false;
    }

    void take(const sql::statement& from) {
        switch (action_for(from.text)) {
            case action::run:
                if (from.copy_data || from.finished_by == "gexec") {
                    run_alone({&from, from.text});
                } else {
                    add({&from, from.text});
                }
                break;
            case action::run_alone:
                run_alone({&from, from.text});
                break;
            case action::begin:
                in_block_ = true;
                break;
            case action::commit:
                end_block();
                break;
            case action::rollback:
                end_block();
                problems_.error(code::rollback_in_source, from.where,
                                "ROLLBACK would undo what the source makes, and a source is loaded as one state",
                                "take the statements that are rolled back out of the source");
                break;
            case action::set_local:
                set_local(from);
                break;
            case action::read_over:
                break;
            case action::database:
                problems_.information(code::database_statement_skipped, from.where,
                                      "a statement about a whole database was skipped: the source is loaded into one "
                                      "of Tenon's own");
                break;
            case action::settings:
                run_alone({&from, for_database(from.text, session_.database())});
                defaults_changed_ = true;
                break;
            case action::shared_object:
                change_shared_object(from);
                break;
            case action::server:
                problems_.warning(code::server_statement_skipped, from.where,
                                  "ALTER SYSTEM was skipped: settings of a server are no part of a schema");
                break;
            case action::server_file:
                problems_.warning(code::server_file_skipped, from.where,
                                  "a COPY with a file or program of the server was skipped",
                                  "use COPY … FROM stdin when the rows belong to the schema");
                break;
            case action::subscription:
                problems_.information(code::subscription_not_connected, from.where,
                                      "the subscription was made without connecting to its publisher");
                run_alone({&from, without_connecting(from.text)});
                break;
            case action::tablespace:
                make_tablespace(from);
                break;
        }
    }

    void add(task what) {
        if (touches_session(what.text)) touched_ = true;
        batch_.push_back(std::move(what));
        if (batch_.size() >= largest_batch) flush();
    }

    // Sends what is collected. A batch is one transaction: when a statement fails, those before it are sent again
    // without it, and it is looked at by itself.
    void flush() {
        std::size_t begin = 0;
        std::size_t failing = std::string::npos;
        while (begin < batch_.size()) {
            if (begin == failing) {
                run_now(batch_[begin++]);
                continue;
            }
            auto count = std::min(batch_size_, batch_.size() - begin);
            if (failing != std::string::npos && failing > begin) count = std::min(count, failing - begin);
            try {
                send(begin, count);
                begin += count;
                batch_size_ = std::min(batch_size_ * 2, largest_batch);
            } catch (const database_error& error) {
                const auto at = begin + std::min(error.index().value_or(0), count - 1);
                if (error.sqlstate() == "53200" && count > 1) {  // too many locks for one transaction
                    batch_size_ = std::max<std::size_t>(count / 2, 1);
                    continue;
                }
                if (is_failure_of_server(error)) throw;
                require(batch_[at].from != nullptr, "a statement that restores settings was refused");
                if (executor_.repair(error, *batch_[at].from)) continue;
                failing = at;
                batch_size_ = std::max<std::size_t>(batch_size_ / 2, 4);
            }
        }
        batch_.clear();
    }

    void send(std::size_t begin, std::size_t count) {
        std::vector<std::string_view> statements;
        statements.reserve(count);
        for (std::size_t i = begin; i < begin + count; ++i) statements.push_back(batch_[i].text);
        session_.run_all(statements);
        for (std::size_t i = begin; i < begin + count; ++i) {
            if (batch_[i].from) executor_.note_done(*batch_[i].from);
            note_touch(batch_[i].text);
        }
    }

    void run_alone(task what) {
        flush();
        run_now(std::move(what));
    }

    void run_now(task what) {
        if (!what.from) {
            session_.execute(what.text);
            return;
        }
        server_message why;
        const auto text = what.text;
        if (executor_.run(what, why) == outcome::later) deferred_.add(std::move(what), current_settings(), why);
        note_touch(text);
    }

    void note_touch(std::string_view text) {
        if (touches_session(text)) touched_ = changed_ = true;
    }

    // Read anew only when a statement since the last time may have changed them.
    std::shared_ptr<const settings> current_settings() {
        if (changed_ || !current_) current_ = std::make_shared<const settings>(read_settings(session_));
        changed_ = false;
        return current_;
    }

    void set_local(const sql::statement& from) {
        if (!in_block_) return;  // has no effect there
        flush();
        const auto name = setting_of(from.text);
        const auto old = session_.execute("SELECT pg_catalog.current_setting($1, true)", {name});
        locals_.emplace_back(name, std::string(old.text(0, 0)));
        run_now({&from, without_local(from.text)});
    }

    void end_block() {
        in_block_ = false;
        if (locals_.empty()) return;
        flush();
        for (auto local = locals_.rbegin(); local != locals_.rend(); ++local)
            session_.execute("SELECT pg_catalog.set_config($1, $2, false)", {local->first, local->second});
        locals_.clear();
        touched_ = changed_ = true;
    }

    // On a server of somebody's, only with what the source itself made there.
    void change_shared_object(const sql::statement& from) {
        if (!options_.private_server) {
            flush();  // what the source makes must be known
            const auto names = shared_objects_of(from.text);
            const bool ours = names && std::all_of(names->begin(), names->end(),
                                                   [&](const auto& name) { return executor_.made(name); });
            if (!ours) {
                problems_.information(code::shared_statement_skipped, from.where,
                                      "a statement was skipped that would change roles or tablespaces of the server, "
                                      "which is not Tenon's own");
                return;
            }
        }
        add({&from, from.text});
    }

    void make_tablespace(const sql::statement& from) {
        flush();
        try {
            executor_.make_tablespace(from, name_made_by(from.text, "tablespace"));
            changed_ = touched_ = true;
        } catch (const database_error& error) {
            if (is_failure_of_server(error)) throw;
            executor_.report(code::statement_refused, error.message(), from);
        }
    }

    connection& session_;
    diagnostics& problems_;
    const load_options& options_;
    loaded result_;
    executor executor_;
    deferred_statements deferred_;

    std::vector<task> batch_;
    std::size_t batch_size_ = largest_batch;

    std::shared_ptr<const settings> pristine_;  // of the first session
    std::shared_ptr<const settings> initial_;   // of a session that begins now
    std::shared_ptr<const settings> current_;
    bool touched_ = false;  // the session may differ from a new one
    bool changed_ = false;  // current_ is old
    bool defaults_changed_ = false;  // initial_ is old
    bool in_block_ = false;
    std::vector<std::pair<std::string, std::string>> locals_;  // settings before SET LOCAL
};

}  // namespace

loaded load(connection& session, std::span<const sql::script> scripts, diagnostics& problems,
            const load_options& options) {
    return loader(session, problems, options).run(scripts);
}

loaded load(scratch& from, connection& session, std::span<const sql::script> scripts, diagnostics& problems,
            load_options options) {
    options.private_server = from.is_private();
    options.at_end = [&from](std::string statement) { from.at_end(std::move(statement)); };
    return load(session, scripts, problems, options);
}

}  // namespace tenon::postgres
