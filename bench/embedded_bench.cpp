// SPDX-License-Identifier: Apache-2.0
// Nothing to first query on a private server: warm (the template is in the cache) and cold (initdb included); then what
// a further database costs. embedded_bench [MAJOR…]
#include "base/failure.hpp"
#include "postgres/connection.hpp"
#include "postgres/embedded/copy_tree.hpp"
#include "postgres/embedded/server.hpp"
#include "postgres/embedded/template.hpp"
#include "postgres/scratch.hpp"
#include "report.hpp"

#include <cstdlib>
#include <filesystem>
#include <optional>

namespace {

namespace fs = std::filesystem;
using namespace tenon;

constexpr double warm_target = 60;
constexpr double cold_target = 1500;

void start_and_ask(int major) {
    const postgres::server server = postgres::server::start({.major = major});
    postgres::connection session(server.url());
    require(session.execute("SELECT 1").text(0, 0) == "1", "SELECT 1 is not 1");
}

void measure(int major) {
    std::optional<postgres::server> server;
    const auto programs = postgres::find_installation({major, {}});
    fmt::print("\nPostgreSQL {} ({}, {})\n", programs.version, programs.found_by, programs.bin.string());

    std::vector<double> cold;
    const fs::path cache = fs::temp_directory_path() / fmt::format("tenon-bench-{}", getpid());
    const char* before = std::getenv("XDG_CACHE_HOME");
    const std::string own = before ? before : "";
    for (int i = 0; i < 5; ++i) {
        setenv("XDG_CACHE_HOME", cache.c_str(), 1);
        cold.push_back(bench::milliseconds([&] { start_and_ask(major); }));
        fs::remove_all(cache);
    }
    own.empty() ? unsetenv("XDG_CACHE_HOME") : setenv("XDG_CACHE_HOME", own.c_str(), 1);
    bench::print_figure("cold: nothing to first query", cold, cold_target);

    start_and_ask(major);
    std::vector<double> warm;
    std::vector<double> stop;
    for (int i = 0; i < 21; ++i) {
        warm.push_back(bench::milliseconds([&] {
            server.emplace(postgres::server::start({.major = major}));
            postgres::connection session(server->url());
            require(session.execute("SELECT 1").text(0, 0) == "1", "SELECT 1 is not 1");
        }));
        stop.push_back(bench::milliseconds([&] { server.reset(); }));
    }
    bench::print_figure("warm: nothing to first query", warm, warm_target);
    bench::print_figure("stop and remove", stop, 0);

    const auto user = postgres::server_user();
    const fs::path pattern = postgres::data_template(programs, user);
    server.emplace(postgres::server::start({.major = major}));
    const fs::path beside = server->folder();  // where servers keep their files: in memory, mostly
    std::vector<double> copy;
    for (int i = 0; i < 21; ++i) {
        const fs::path target = beside / fmt::format("copy-{}", getpid());
        copy.push_back(bench::milliseconds([&] { postgres::copy_tree(pattern, target, user); }));
        fs::remove_all(target);
    }
    bench::print_figure("  of it: copying the template", copy, 0);
    server.reset();

    postgres::scratch scratch({.major = major});
    std::vector<double> fresh;
    std::vector<double> drop;
    for (int i = 0; i < 21; ++i) {
        std::optional<postgres::connection> session;
        fresh.push_back(bench::milliseconds([&] {
            session.emplace(scratch.fresh_database());
            session->execute("SELECT 1");
        }));
        drop.push_back(bench::milliseconds([&] { scratch.drop(std::move(*session)); }));
    }
    bench::print_figure("a further database, first query", fresh, 0);
    bench::print_figure("dropping it", drop, 0);

    auto filled = scratch.fresh_database();
    filled.run(
        "DO $$BEGIN FOR i IN 1..500 LOOP EXECUTE format('CREATE TABLE t%s(id int PRIMARY KEY)', i); END LOOP; END$$");
    const std::string kept = scratch.keep_as_pattern(std::move(filled));
    std::vector<double> copies;
    for (int i = 0; i < 11; ++i) {
        copies.push_back(bench::milliseconds([&] { scratch.fresh_database(kept).execute("SELECT 1"); }));
    }
    bench::print_figure("a copy of one with 500 tables", copies, 0);
}

}  // namespace

int main(int count, char** words) {
    try {
        bench::print_machine();
        if (count == 1) measure(postgres::find_installation({}).major);
        for (int i = 1; i < count; ++i) measure(std::atoi(words[i]));
        return 0;
    } catch (const failure& reason) {
        fmt::print(stderr, "{}\n{}\n", reason.what(), reason.next());
        return 3;
    }
}
