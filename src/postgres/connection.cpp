// SPDX-License-Identifier: Apache-2.0
#include "postgres/connection.hpp"

#include "base/codes/postgres.hpp"
#include "postgres/connection_state.hpp"
#include "postgres/conninfo.hpp"

#include <array>
#include <cstdlib>

namespace tenon::postgres {
namespace {

/// How long a server may take to answer before it counts as unreachable, unless the user set connect_timeout.
constexpr const char* default_connect_timeout = "10";

std::string text_or_empty(const char* text) {
    return text ? text : "";
}

/// Two variables have no value that a connection string could set against them: a service that does not exist is an
/// error, and an address beside the folder of a socket wins. While this lives they are not there.
class without_variables {
public:
    without_variables() {
        for (const char* name : {"PGSERVICE", "PGHOSTADDR"}) {
            const char* value = std::getenv(name);
            if (value == nullptr) continue;
            values_.emplace_back(name, value);
            unsetenv(name);
        }
    }
    without_variables(const without_variables&) = delete;
    ~without_variables() {
        for (const auto& [name, value] : values_) setenv(name, value.c_str(), 1);
    }

private:
    std::vector<std::pair<const char*, std::string>> values_;
};

void refuse_zero_byte(const std::string& sql) {
    if (sql.find('\0') == std::string::npos) return;
    throw database_error(code::statement_failed, "the statement has a zero byte, which no PostgreSQL text can hold",
                         {.severity = "ERROR", .sqlstate = "22021"}, sql);
}

}  // namespace

bool canceller::cancel() const {
    std::array<char, 256> message{};
    return handle_ &&
           PQcancel(static_cast<PGcancel*>(handle_.get()), message.data(), static_cast<int>(message.size())) == 1;
}

connection::connection(const std::string& conninfo, environment variables) : state_(std::make_unique<state>()) {
    auto options = parse_conninfo(conninfo);
    const bool own_timeout = options.count("connect_timeout") != 0 || std::getenv("PGCONNECT_TIMEOUT") != nullptr;
    if (!own_timeout && options.count("service") == 0) options["connect_timeout"] = default_connect_timeout;
    options["client_encoding"] = "UTF8";
    options["fallback_application_name"] = "tenon";

    std::vector<const char*> keys;
    std::vector<const char*> values;
    for (const auto& [key, value] : options) {
        keys.push_back(key.c_str());
        values.push_back(value.c_str());
    }
    keys.push_back(nullptr);
    values.push_back(nullptr);
    std::optional<without_variables> hidden;
    if (variables == environment::ignored) hidden.emplace();
    state_->session = PQconnectdbParams(keys.data(), values.data(), 0);
    hidden.reset();
    require(state_->session != nullptr, "libpq is out of memory");
    if (state_->is_broken()) {
        const std::string why = state_->client_message();
        // libpq never got as far as to know where to: a service that PGSERVICE or the string names is not there.
        const bool nowhere = host().empty() && user().empty();
        throw database_error(
            code::server_unreachable,
            nowhere ? "cannot connect: " + why : fmt::format("cannot connect to {}: {}", display_name(), why),
            {.severity = "FATAL", .sqlstate = "08001", .message = why}, {}, {}, "nothing was done",
            nowhere ? "add the service to the file (PGSERVICEFILE, else ~/.pg_service.conf), or correct its name "
                      "(PGSERVICE)"
                    : "check host, port, database, user and password");
    }
    PQsetNoticeReceiver(
        state_->session,
        [](void* owner, const PGresult* notice) {
            const notice_handler& handler = static_cast<state*>(owner)->notices;
            if (handler) handler(message_of(notice));
        },
        state_.get());
}

connection::connection(connection&&) noexcept = default;
connection& connection::operator=(connection&&) noexcept = default;
connection::~connection() = default;

result connection::execute(const std::string& sql, std::span<const parameter> parameters) {
    refuse_zero_byte(sql);
    if (parameters.empty()) return state_->accept(PQexec(state_->session, sql.c_str()), sql);
    const auto values = pointers_to(parameters, sql);
    return state_->accept(PQexecParams(state_->session, sql.c_str(), static_cast<int>(values.size()), nullptr,
                                       values.data(), nullptr, nullptr, 0),
                          sql);
}

result connection::execute(const std::string& sql, std::initializer_list<parameter> parameters) {
    return execute(sql, std::span(parameters.begin(), parameters.size()));
}

void connection::run(const std::string& script) {
    refuse_zero_byte(script);
    if (PQsendQuery(state_->session, script.c_str()) == 0) state_->fail(nullptr, script);
    // PQexec would keep the results of all statements until the last one.
    while (PGresult* next = PQgetResult(state_->session)) {
        try {
            state_->accept(next, script);
        } catch (...) {
            state_->drain();
            throw;
        }
    }
    if (state_->is_broken()) state_->fail(nullptr, script);
}

namespace {

std::size_t count_characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

/// The failure of a message as that of one of its statements. `done`: how many had succeeded, which says nothing when
/// the server could not read the message.
[[noreturn]] void throw_for_statement(const database_error& error, std::span<const std::string_view> statements,
                                      std::string_view separator, std::size_t first, std::size_t done) {
    auto message = error.message();
    auto failed = std::min(done, statements.size() - 1);
    if (message.position > 0) {
        auto before = static_cast<std::size_t>(message.position - 1);
        for (failed = 0; failed + 1 < statements.size(); ++failed) {
            const auto length = count_characters(statements[failed]) + separator.size();
            if (before < length) break;
            before -= length;
        }
        message.position = static_cast<int>(before) + 1;
    }
    throw database_error(error.code(), error.what(), std::move(message), std::string(statements[failed]),
                         first + failed, error.state(), error.next());
}

}  // namespace

void connection::run_all(std::span<const std::string_view> statements) {
    constexpr std::size_t largest_message = 1 << 20;
    constexpr std::string_view separator = "\n;\n";  // a statement may end in a comment
    for (std::size_t first = 0; first < statements.size();) {
        std::string message;
        std::size_t end = first;
        while (end < statements.size() && (end == first || message.size() + statements[end].size() < largest_message)) {
            message += statements[end++];
            message += separator;
        }
        const auto sent = statements.subspan(first, end - first);
        refuse_zero_byte(message);
        if (PQsendQuery(state_->session, message.c_str()) == 0) state_->fail(nullptr, message);
        std::size_t done = 0;
        while (PGresult* next = PQgetResult(state_->session)) {
            try {
                state_->accept(next, message);
                ++done;
            } catch (const database_error& error) {
                state_->drain();
                throw_for_statement(error, sent, separator, first, done);
            } catch (...) {
                state_->drain();
                throw;
            }
        }
        if (state_->is_broken()) state_->fail(nullptr, message);
        first = end;
    }
}

std::int64_t connection::copy_in(const std::string& sql, std::string_view data) {
    constexpr std::size_t chunk = 1 << 20;
    refuse_zero_byte(sql);
    PGresult* started = PQexec(state_->session, sql.c_str());
    if (PQresultStatus(started) != PGRES_COPY_IN) {
        state_->accept(started, sql);
        throw internal_error("copy_in() with a statement that is no COPY FROM STDIN");
    }
    PQclear(started);
    for (std::size_t at = 0; at < data.size(); at += chunk) {
        const std::string_view part = data.substr(at, chunk);
        if (PQputCopyData(state_->session, part.data(), static_cast<int>(part.size())) != 1) break;
    }
    // Also after a failure above: the result says why.
    PQputCopyEnd(state_->session, nullptr);
    PGresult* ended = PQgetResult(state_->session);
    if (!ended) state_->fail(nullptr, sql);
    try {
        const result done = state_->accept(ended, sql);
        state_->drain();
        return done.affected();
    } catch (...) {
        state_->drain();
        throw;
    }
}

std::string connection::copy_out(const std::string& sql) {
    refuse_zero_byte(sql);
    PGresult* started = PQexec(state_->session, sql.c_str());
    if (PQresultStatus(started) != PGRES_COPY_OUT) {
        state_->accept(started, sql);
        throw internal_error("copy_out() with a statement that is no COPY TO STDOUT");
    }
    PQclear(started);
    std::string data;
    char* row = nullptr;
    int size = 0;
    while ((size = PQgetCopyData(state_->session, &row, 0)) > 0) {
        data.append(row, static_cast<std::size_t>(size));
        PQfreemem(row);
    }
    PGresult* ended = PQgetResult(state_->session);
    if (!ended) state_->fail(nullptr, sql);
    try {
        state_->accept(ended, sql);
    } catch (...) {
        state_->drain();
        throw;
    }
    state_->drain();
    return data;
}

description connection::describe(const std::string& sql) {
    refuse_zero_byte(sql);
    state_->accept(PQprepare(state_->session, "", sql.c_str(), 0, nullptr), sql);
    return describe_prepared("");
}

description connection::describe_prepared(const std::string& name) {
    refuse_zero_byte(name);
    PGresult* described = PQdescribePrepared(state_->session, name.c_str());
    if (PQresultStatus(described) != PGRES_COMMAND_OK) state_->accept(described, "describe " + name);
    description found;
    for (int i = 0; i < PQnparams(described); ++i) found.parameters.push_back(PQparamtype(described, i));
    const result columns(described);
    for (int i = 0; i < columns.column_count(); ++i) {
        found.columns.push_back({std::string(columns.column_name(i)), columns.column_type(i),
                                 columns.column_modifier(i), columns.column_table(i), columns.column_number(i)});
    }
    return found;
}

int connection::server_version() const {
    return PQserverVersion(state_->session);
}

std::string connection::parameter_status(const std::string& name) const {
    return text_or_empty(PQparameterStatus(state_->session, name.c_str()));
}

bool connection::in_transaction() const {
    const PGTransactionStatusType now = PQtransactionStatus(state_->session);
    return now == PQTRANS_INTRANS || now == PQTRANS_INERROR;
}

bool connection::in_failed_transaction() const {
    return PQtransactionStatus(state_->session) == PQTRANS_INERROR;
}

bool connection::is_usable() const {
    return state_ && !state_->is_broken();
}

void connection::on_notice(notice_handler handler) {
    state_->notices = std::move(handler);
}

int connection::process_id() const {
    return PQbackendPID(state_->session);
}

canceller connection::get_canceller() const {
    canceller stop;
    stop.handle_ = std::shared_ptr<void>(PQgetCancel(state_->session),
                                         [](void* handle) { PQfreeCancel(static_cast<PGcancel*>(handle)); });
    return stop;
}

std::string connection::host() const {
    return text_or_empty(PQhost(state_->session));
}

std::string connection::port() const {
    return text_or_empty(PQport(state_->session));
}

std::string connection::database() const {
    return text_or_empty(PQdb(state_->session));
}

std::string connection::user() const {
    return text_or_empty(PQuser(state_->session));
}

std::string connection::display_name() const {
    // A socket's folder has slashes, which a URL carries encoded; people read it better as it is.
    const std::string address = host().starts_with('/') ? host() : host() + (port().empty() ? "" : ":" + port());
    return fmt::format("postgres://{}@{}/{}", user(), address, database());
}

}  // namespace tenon::postgres
