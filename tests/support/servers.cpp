// SPDX-License-Identifier: Apache-2.0
#include "support/servers.hpp"

#include "base/failure.hpp"
#include "postgres/error.hpp"
#include "postgres/stand_ins.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

namespace tenon::tests {
namespace {

/// Tests run from any folder: the servers that the set-up put into the build folder are found all the same.
void name_servers() {
    static const bool named = [] {
        const std::string here = TENON_SOURCE_DIR "/build/servers/node_modules";
        const char* others = std::getenv("TENON_PG_PATH");
        const std::string all = others && *others ? std::string(others) + ":" + here : here;
        return setenv("TENON_PG_PATH", all.c_str(), 1) == 0;
    }();
    EXPECT_TRUE(named);
}

/// A database takes 8 MB, of the memory where there is plenty. When many are there, those that nobody uses any more are
/// dropped, except the latest.
void drop_old_databases(int major, std::vector<std::string>& names) {
    constexpr std::size_t most = 32, latest = 16;
    if (names.size() < most) return;
    postgres::connection session(server(major).url("postgres"));
    const auto in_use = session.execute("SELECT datname FROM pg_stat_activity WHERE datname LIKE 'test%'");
    std::vector<std::string> kept;
    for (int i = 0; i < in_use.row_count(); ++i) kept.emplace_back(in_use.text(i, 0));
    const auto old = names.end() - latest;
    names.erase(std::remove_if(names.begin(), old,
                               [&](const std::string& name) {
                                   if (std::find(kept.begin(), kept.end(), name) != kept.end()) return false;
                                   try {
                                       session.run("DROP DATABASE IF EXISTS " + name);
                                   } catch (const postgres::database_error&) {
                                       return false;  // a subscription, or a session that began in the meantime
                                   }
                                   return true;
                               }),
                old);
}

}  // namespace

std::vector<int> all_majors() {
    return {14, 15, 16, 17, 18};
}

std::optional<std::string> why_not(int major, const std::vector<std::string>& extensions) {
    name_servers();
    try {
        postgres::find_installation({major, extensions});
        return std::nullopt;
    } catch (const failure& reason) {
        return fmt::format("not run: {}", reason.what());
    }
}

postgres::server& server(int major) {
    static std::map<int, postgres::server> servers;
    name_servers();
    const auto found = servers.find(major);
    if (found != servers.end()) return found->second;
    return servers.emplace(major, postgres::server::start({.major = major})).first->second;
}

std::string fresh_database_url(int major) {
    static int counter = 0;
    static std::map<int, std::vector<std::string>> made;
    drop_old_databases(major, made[major]);
    const std::string name = made[major].emplace_back(fmt::format("test_{}", ++counter));
    server(major).create_database(name);
    return server(major).url(name);
}

postgres::connection fresh_database(int major) {
    return postgres::connection(fresh_database_url(major));
}

void have_tablespaces(int major) {
    postgres::connection session(server(major).url("postgres"));
    for (const std::string name : {"tests_one", "tests_two"}) {
        if (session.execute("select from pg_tablespace where spcname = $1", {name}).row_count() > 0) continue;
        postgres::make_stand_in(session, {"tablespace", name}, true, [](const std::string&) {});
    }
}

postgres::connection another_session(const postgres::connection& first) {
    return postgres::connection(fmt::format("host='{}' port='{}' dbname='{}' user='{}'", first.host(), first.port(),
                                            first.database(), first.user()));
}

}  // namespace tenon::tests
