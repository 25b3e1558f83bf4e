// SPDX-License-Identifier: Apache-2.0
#include "postgres/helper.hpp"

#include "base/file.hpp"
#include "base/text.hpp"
#include "postgres/conninfo.hpp"
#include "postgres/embedded/interrupt.hpp"
#include "postgres/embedded/process.hpp"
#include "postgres/embedded/server.hpp"
#include "postgres/scratch.hpp"
#include "support/servers.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>

extern char** environ;

namespace tenon::tests {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

helper::helper(const options& wanted) {
    fs::permissions(folder_.path(), fs::perms::all);  // it may run as somebody else
    std::vector<std::string> words;
    if (wanted.user) {
        words = {"/usr/bin/setpriv", "--reuid=" + *wanted.user, "--regid=nogroup", "--clear-groups"};
    }
    words.push_back(wanted.program.empty() ? fs::read_symlink("/proc/self/exe").string() : wanted.program.string());
    words.emplace_back("--gtest_also_run_disabled_tests");
    words.emplace_back("--gtest_filter=Helper.DISABLED_Act");

    auto environment = wanted.environment;
    environment["TENON_TEST_ACT"] = wanted.act;
    environment["TENON_TEST_REPORT"] = (folder_.path() / "report").string();
    std::vector<std::string> entries;
    for (char** each = environ; *each; ++each) {
        const std::string entry = *each;
        const std::string name = entry.substr(0, entry.find('='));
        // A shard or an output file of the outer run is not the helper's.
        if (!environment.contains(name) && !name.starts_with("GTEST_")) entries.push_back(entry);
    }
    for (const auto& [name, value] : environment) entries.push_back(fmt::format("{}={}", name, value));

    const auto pointers = [](std::vector<std::string>& texts) {
        std::vector<char*> all;
        for (std::string& text : texts) all.push_back(text.data());
        all.push_back(nullptr);
        return all;
    };
    const std::string log = (folder_.path() / "log").string();
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, log.c_str(), O_WRONLY | O_CREAT, 0666);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    const int error =
        posix_spawn(&process_, words[0].c_str(), &files, nullptr, pointers(words).data(), pointers(entries).data());
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) throw std::system_error(error, std::generic_category(), words[0]);
}

helper::~helper() {
    if (process_ == 0) return;
    kill(process_, SIGKILL);
    wait();
}

std::vector<std::string> helper::report() {
    const fs::path file = folder_.path() / "report";
    for (int i = 0; i < 3000 && !fs::exists(file) && is_running(process_); ++i) std::this_thread::sleep_for(10ms);
    if (!fs::exists(file)) {
        ADD_FAILURE() << "the helper said nothing:\n" << read_file(folder_.path() / "log");
        return std::vector<std::string>(8);
    }
    std::vector<std::string> words;
    const std::string text = read_file(file);
    for (const std::string_view line : split_lines(text)) words.emplace_back(line);
    words.resize(std::max<std::size_t>(words.size(), 8));
    return words;
}

void helper::send(int signal_number) const {
    kill(process_, signal_number);
}

int helper::wait() {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = 0;
    return status;
}

bool is_running(pid_t process) {
    return postgres::start_time(process) != 0;
}

std::vector<pid_t> servers_below(const fs::path& base) {
    std::vector<pid_t> found;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator("/proc", ec)) {
        const std::string folder = fs::read_symlink(entry.path() / "cwd", ec).string();
        if (ec || !(folder + "/").starts_with(base.string() + "/")) continue;
        const std::string program = fs::read_symlink(entry.path() / "exe", ec).filename();
        if (program.starts_with("postgres") || program.starts_with("initdb")) {
            found.push_back(std::stoi(entry.path().filename()));
        }
    }
    return found;
}

int shared_memory_of(const fs::path& folder) {
    // Line 7 of postmaster.pid: key and id.
    const std::string text = read_file(folder / "data/postmaster.pid");
    const auto lines = split_lines(text);
    unsigned long key = 0;
    int id = -1;
    if (lines.size() < 7 || std::sscanf(std::string(lines[6]).c_str(), "%lu %d", &key, &id) != 2) return -1;
    return id;
}

bool shared_memory_exists(int id) {
    shmid_ds segment{};
    return shmctl(id, IPC_STAT, &segment) == 0 || errno == EACCES;
}

namespace {

void write_report(const std::vector<std::string>& lines) {
    write_file(std::getenv("TENON_TEST_REPORT"), join(lines, "\n"));
}

std::vector<std::string> facts_of(const postgres::server& server) {
    postgres::connection session(server.url(), postgres::connection::environment::ignored);
    const auto owner = session.execute("SELECT version(), pg_backend_pid()");
    struct stat status {};
    stat(fmt::format("/proc/{}", server.process_id()).c_str(), &status);
    return {server.folder().string(), std::to_string(server.process_id()), std::to_string(status.st_uid),
            std::string(owner.text(0, 0)), server.installation().bin.string()};
}

/// Not a test: what a helper process does. TENON_TEST_ACT is one of
///   wait     start a server, report it, wait for ever          signals  the same, with clean_up_on_signals()
///   exit     start a server, report it, call std::exit         leak     the same, end by return, never destroyed
///   start    start a server, ask it something, stop, report    loop     start and stop servers for ever
///   loop signals  the same, with clean_up_on_signals()
///   ignored  as `signals`, started by one that ignores SIGHUP, as nohup(1) does
///   thread   start a server in a thread that ends, then report and wait
///   scratch  make two databases on TENON_TEST_URL, report their names, wait with clean_up_on_signals()
///   fail     start a server, report what is thrown
TEST(Helper, DISABLED_Act) {
    const std::string act = std::getenv("TENON_TEST_ACT");
    if (act == "ignored") std::signal(SIGHUP, SIG_IGN);
    if (act == "signals" || act == "ignored" || act == "scratch" || act == "loop signals")
        postgres::clean_up_on_signals();
    postgres::server_options options;
    if (const char* major = std::getenv("TENON_TEST_MAJOR")) options.major = std::stoi(major);

    if (act == "fail") {
        try {
            postgres::server::start(options);
            write_report({"nothing was thrown"});
        } catch (const failure& reason) {
            write_report({reason.what(), reason.next(), to_string(reason.code())});
        }
        return;
    }
    if (act == "scratch") {
        postgres::scratch place({.url = std::getenv("TENON_TEST_URL")});
        const auto one = place.fresh_database();
        const auto two = place.fresh_database();
        write_report({one.database(), two.database()});
        for (;;) pause();
    }
    if (act.starts_with("loop")) {
        write_report({"begun"});
        for (;;) postgres::server::start(options).stop();
    }
    if (act == "leak") {
        const auto* server = new postgres::server(postgres::server::start(options));
        write_report(facts_of(*server));
        return;
    }
    if (act == "thread") {
        std::optional<postgres::server> server;
        std::thread([&] { server.emplace(postgres::server::start(options)); }).join();
        std::this_thread::sleep_for(100ms);
        write_report(facts_of(*server));
        for (;;) pause();
    }
    postgres::server server = postgres::server::start(options);
    const auto facts = facts_of(server);
    if (act == "start") server.stop();
    write_report(facts);
    if (act == "exit") std::exit(0);
    while (act == "wait" || act == "signals" || act == "ignored") pause();
}

}  // namespace
}  // namespace tenon::tests
