// SPDX-License-Identifier: Apache-2.0
#include "postgres/ordinary_server.hpp"

#include "base/failure.hpp"
#include "base/file.hpp"
#include "postgres/connection.hpp"
#include "postgres/embedded/installation.hpp"
#include "postgres/embedded/process.hpp"
#include "support/servers.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <thread>

namespace tenon::tests {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

/// A port that nobody listens on just now.
int free_port() {
    const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool bound = bind(probe, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                       getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    close(probe);
    require(bound, "no free port");
    return ntohs(address.sin_port);
}

}  // namespace

ordinary_server::ordinary_server(int major, std::uint32_t next_oid) : major_(major), port_(free_port()) {
    const auto user = postgres::server_user();
    const auto programs = postgres::find_installation({major, {}});
    const fs::path word = folder_.write("password", password);
    for (const fs::path& path : {folder_.path(), word}) {
        require(!user || chown(path.c_str(), user->uid, user->gid) == 0, "chown failed");
    }
    const std::string data = (folder_.path() / "data").string();
    const pid_t initdb =
        postgres::spawn({.program = programs.bin / "initdb",
                         .arguments = {"-D", data, "--no-sync", "--locale=C.UTF-8", "--username=postgres",
                                       "--auth=scram-sha-256", "--pwfile=" + word.string()},
                         .directory = folder_.path(),
                         .output = folder_.path() / "initdb.log",
                         .run_as = user});
    require(postgres::wait_for(initdb, 2min) == 0, "initdb failed");
    if (next_oid != 0) {
        const pid_t reset = postgres::spawn({.program = programs.bin / "pg_resetwal",
                                             .arguments = {"-o", std::to_string(next_oid), "-D", data},
                                             .directory = folder_.path(),
                                             .output = folder_.path() / "resetwal.log",
                                             .run_as = user});
        require(postgres::wait_for(reset, 1min) == 0, "pg_resetwal failed");
    }
    start();
}

void ordinary_server::start() {
    process_ = postgres::spawn(
        {.program = postgres::find_installation({major_, {}}).bin / "postgres",
         .arguments = {"-D", (folder_.path() / "data").string(), "-p", std::to_string(port_), "-c",
                       "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"},
         .directory = folder_.path(),
         .output = folder_.path() / "log",
         .run_as = postgres::server_user(),
         .death_signal = SIGQUIT});
    for (int i = 0;; ++i) {
        try {
            postgres::connection session(url());
            return;
        } catch (const failure& why) {
            if (i == 600) throw;
            std::this_thread::sleep_for(50ms);
        }
    }
}

void ordinary_server::become_standby() {
    kill(process_, SIGINT);  // a fast shutdown, so that everything is on disk
    require(postgres::wait_for(process_, 1min) == 0, "the server did not stop");
    folder_.write("data/standby.signal", "");
    start();
}

ordinary_server::~ordinary_server() {
    kill(process_, SIGQUIT);
    postgres::wait_for(process_, 10s);
}

std::string ordinary_server::host_and_port() const {
    return fmt::format("127.0.0.1:{}", port_);
}

std::string ordinary_server::url(const std::string& user, const std::string& database) const {
    return fmt::format("postgres://{}:planted-S3cret%2F%40%3A%27x@{}/{}", user, host_and_port(), database);
}

}  // namespace tenon::tests
