// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/server.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/embedded/copy_tree.hpp"
#include "postgres/embedded/template.hpp"
#include "sql/quote.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>

namespace tenon::postgres {

namespace fs = std::filesystem;

namespace {

constexpr auto patience = std::chrono::seconds(60);

/// The eighth line of postmaster.pid is "ready" once the server takes connections (miscinit.h, PM_STATUS_READY).
bool is_ready(const fs::path& data) {
    const int file = open((data / "postmaster.pid").c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    std::array<char, 1024> text{};
    const ssize_t size = read(file, text.data(), text.size());
    close(file);
    if (size <= 0) return false;
    const auto lines = split_lines(std::string_view(text.data(), static_cast<std::size_t>(size)));
    return lines.size() >= 8 && trim(lines[7]) == "ready";
}

std::string reasons_in(const fs::path& log) {
    std::vector<std::string> reasons;
    const std::string text = read_file(log);
    for (const std::string_view line : split_lines(text)) {
        const bool tells =
            line.find("FATAL:") != std::string_view::npos || line.find("could not") != std::string_view::npos ||
            line.find("HINT:") != std::string_view::npos || line.find("DETAIL:") != std::string_view::npos;
        if (!tells) continue;
        const std::size_t level =
            std::min({line.find("FATAL:"), line.find("LOG:"), line.find("HINT:"), line.find("DETAIL:")});
        reasons.emplace_back(trim(level == std::string_view::npos ? line : line.substr(level)));
    }
    if (reasons.empty()) return std::string(trim(text));
    return join(reasons, "; ");
}

std::vector<std::string> arguments_for(const server_options& options, const fs::path& folder) {
    std::map<std::string, std::string> settings;
    if (!options.preload.empty()) {
        settings["shared_preload_libraries"] = join(options.preload, ",");
        settings["max_worker_processes"] = "16";  // such libraries bring workers of their own
        for (const std::string& library : options.preload) {
            if (library == "timescaledb") settings["timescaledb.telemetry_level"] = "off";
        }
    }
    for (const auto& [name, value] : options.settings) settings[name] = value;
    settings["unix_socket_directories"] = folder.string();
    std::vector<std::string> arguments{"-D", (folder / "data").string()};
    for (const auto& [name, value] : settings) {
        arguments.emplace_back("-c");
        arguments.push_back(fmt::format("{}={}", name, value));
    }
    return arguments;
}

[[noreturn]] void give_up(const installation& programs, const std::string& why) {
    throw failure(code::server_not_started,
                  fmt::format("the private PostgreSQL {} did not start: {}", programs.version, why),
                  "nothing of it is left", "check the free memory and disk space, or name a server with --scratch URL");
}

void wait_until_ready(run_folder& folder, const installation& programs) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!is_ready(folder.path() / "data")) {
        if (const auto status = folder.wait(std::chrono::milliseconds(0))) {
            give_up(programs, fmt::format("{}: {}", describe_status(*status), reasons_in(folder.path() / "log")));
        }
        if (std::chrono::steady_clock::now() > deadline) {
            give_up(programs, fmt::format("it was not ready after a minute: {}", reasons_in(folder.path() / "log")));
        }
        std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
}

/// A name as a part of a URL. Slashes may stay in a query, where people read them better.
std::string encoded(std::string_view text, bool keep_slashes) {
    std::string result;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || (c == '/' && keep_slashes);
        result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

}  // namespace

server::server(postgres::installation programs, run_folder folder)
    : installation_(std::move(programs)), folder_(std::move(folder)) {}

server::server(server&&) noexcept = default;

server& server::operator=(server&& other) noexcept {
    stop();
    installation_ = std::move(other.installation_);
    folder_ = std::move(other.folder_);
    administration_ = std::move(other.administration_);
    return *this;
}

server::~server() {
    stop();
}

server server::start(const server_options& options) {
    try {
        return start_now(options);
    } catch (...) {
        pause_when_stopping();  // what failed is that the folder went away
        throw;
    }
}

server server::start_now(const server_options& options) {
    sweep();
    const auto user = server_user();
    const auto programs = readable_installation(find_installation({options.major, options.extensions}), user);
    const fs::path pattern = data_template(programs, user);
    run_folder folder(user);
    try {
        copy_tree(pattern, folder.path() / "data", user);
        folder.start({.program = programs.bin / "postgres",
                      .arguments = arguments_for(options, folder.path()),
                      .directory = folder.path(),
                      .output = folder.path() / "log",
                      .run_as = user,
                      .death_signal = SIGQUIT});
    } catch (const std::system_error& error) {
        give_up(programs, error.what());
    }
    wait_until_ready(folder, programs);
    return server(programs, std::move(folder));
}

std::string server::url(std::string_view database) const {
    // Everything that PG* variables could turn against us is named: PGPORT, PGOPTIONS, PGSSLMODE, … Options are a
    // blank, as libpq takes an empty text for none.
    std::string text = fmt::format(
        "postgres://postgres@/"
        "{}?host={}&port=5432&options=%20&sslmode=disable&gssencmode=disable&channel_binding=disable"
        "&target_session_attrs=any",
        encoded(database, false), encoded(folder().string(), true));
    if (std::getenv("PGREQUIREPEER") != nullptr) {
        const auto user = server_user();
        const passwd* self = getpwuid(geteuid());
        text += "&requirepeer=" + encoded(user ? user->name : self ? self->pw_name : "", false);
    }
    return text;
}

connection& server::administration() {
    if (!administration_ || !administration_->is_usable()) administration_.emplace(url(), connection::environment::ignored);
    return *administration_;
}

void server::create_database(const std::string& name, const std::string& from) {
    std::string sql =
        fmt::format("CREATE DATABASE {} TEMPLATE {}", sql::quote_identifier(name), sql::quote_identifier(from));
    // Without durability copying files is quicker than writing them to the WAL; before 15 there is no other way.
    if (major() >= 15) sql += " STRATEGY file_copy";
    administration().run(sql);
}

void server::drop_database(const std::string& name) {
    administration().run(fmt::format("DROP DATABASE {} WITH (FORCE)", sql::quote_identifier(name)));
}

void server::stop() noexcept {
    administration_.reset();
    folder_.stop();
}

}  // namespace tenon::postgres
