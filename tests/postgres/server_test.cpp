// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/server.hpp"

#include "base/codes/postgres.hpp"
#include "postgres/helper.hpp"
#include "support/servers.hpp"

#include <sys/stat.h>

#include <thread>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class Server : public ::testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(Majors, Server, ::testing::ValuesIn(tests::all_majors()),
                         [](const auto& each) { return std::to_string(each.param); });

TEST_P(Server, StartsAnswersAndLeavesNothing) {
    TENON_NEEDS_POSTGRES(GetParam());
    server one = server::start({.major = GetParam()});
    EXPECT_EQ(one.major(), GetParam());
    const fs::path folder = one.folder();
    const pid_t process = one.process_id();
    {
        connection session(one.url());
        EXPECT_EQ(session.major(), GetParam());
        EXPECT_EQ(session.execute("SELECT current_user || ' ' || current_database()").text(0, 0), "postgres postgres");
        const result facts = session.execute(
            "SELECT datcollate, datctype, pg_encoding_to_char(encoding) FROM pg_database WHERE datname = "
            "current_database()");
        EXPECT_EQ(facts.text(0, 0), "C");
        EXPECT_EQ(facts.text(0, 1), "C");
        EXPECT_EQ(facts.text(0, 2), "UTF8");
    }
    struct stat status {};
    ASSERT_EQ(stat(folder.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0700U);
    EXPECT_TRUE(tests::is_running(process));
    const int segment = tests::shared_memory_of(folder);
    EXPECT_TRUE(tests::shared_memory_exists(segment));

    one.stop();
    EXPECT_FALSE(tests::is_running(process));
    EXPECT_FALSE(fs::exists(folder));
    EXPECT_FALSE(tests::shared_memory_exists(segment));
    one.stop();  // twice is once
}

TEST_P(Server, MakesAndDropsDatabases) {
    TENON_NEEDS_POSTGRES(GetParam());
    server& shared = tests::server(GetParam());
    shared.create_database("pattern \"1\"");
    connection(shared.url("pattern \"1\"")).run("CREATE TABLE t AS SELECT 42 AS i");
    shared.create_database("a/copy", "pattern \"1\"");
    {
        connection copy(shared.url("a/copy"));
        EXPECT_EQ(copy.execute("SELECT i FROM t").text(0, 0), "42");
        EXPECT_EQ(copy.database(), "a/copy");
        shared.drop_database("a/copy");  // although somebody is in it
        EXPECT_THROW(copy.execute("SELECT 1"), database_error);
    }
    shared.drop_database("pattern \"1\"");
    EXPECT_THROW(connection(shared.url("a/copy")), database_error);
}

TEST_P(Server, TakesEveryKindOfStatement) {
    TENON_NEEDS_POSTGRES(GetParam());
    connection session = tests::fresh_database(GetParam());
    std::vector<std::string> warnings;
    session.on_notice([&](const server_message& notice) { warnings.push_back(notice.sqlstate); });
    session.run("CREATE PUBLICATION p FOR ALL TABLES");
    EXPECT_THAT(warnings, ::testing::ElementsAre("55000")) << "wal_level is insufficient to publish logical changes";
    session.run("CREATE SUBSCRIPTION s CONNECTION 'dbname=nowhere' PUBLICATION p WITH (connect = false)");
    session.run("ALTER SUBSCRIPTION s SET (slot_name = NONE); DROP SUBSCRIPTION s");
    session.run("CREATE COLLATION german (provider = icu, locale = 'de-DE')");
    session.run("CREATE EXTENSION hstore; CREATE EXTENSION postgres_fdw; CREATE EXTENSION btree_gist");
    session.run("CREATE TEXT SEARCH CONFIGURATION mine (COPY = english)");
    session.run("CREATE TABLE big(i int) PARTITION BY RANGE (i); CREATE INDEX ON big(i)");
    session.run("SELECT to_tsvector('running')");
}

TEST(ServerSettings, ComeFromTheTemplateAndTheOptions) {
    const server one =
        server::start({.major = 15, .preload = {"pg_stat_statements"}, .settings = {{"work_mem", "64MB"}}});
    connection session(one.url());
    const auto show = [&](const std::string& name) { return std::string(session.execute("SHOW " + name).text(0, 0)); };
    EXPECT_EQ(show("fsync"), "off");
    EXPECT_EQ(show("listen_addresses"), "");
    EXPECT_EQ(show("dynamic_shared_memory_type"), "mmap");
    EXPECT_EQ(show("timezone"), "UTC");
    EXPECT_EQ(show("lc_messages"), "C");
    EXPECT_EQ(show("work_mem"), "64MB");
    EXPECT_EQ(show("shared_preload_libraries"), "pg_stat_statements");
    session.run("CREATE EXTENSION pg_stat_statements");
    EXPECT_GE(session.execute("SELECT count(*) FROM pg_stat_statements").integer(0, 0), 1);
}

TEST(ServerSettings, ThatItRefusesAreTold) {
    try {
        server::start({.major = 15, .settings = {{"shared_buffers", "nonsense"}}});
        FAIL();
    } catch (const failure& reason) {
        EXPECT_EQ(reason.code(), code::server_not_started);
        EXPECT_THAT(reason.what(),
                    ::testing::MatchesRegex("the private PostgreSQL 15\\.[0-9]+ did not start: exit code 1: FATAL:  "
                                            "invalid value for parameter \"shared_buffers\": \"nonsense\""));
        EXPECT_EQ(reason.state(), "nothing of it is left");
        EXPECT_EQ(reason.next(), "check the free memory and disk space, or name a server with --scratch URL");
    }
}

TEST(ServerSettings, LetOneTransactionLockALargeSchema) {
    connection session = tests::fresh_database();
    session.run("DO $$BEGIN FOR i IN 1..20000 LOOP EXECUTE format('CREATE TABLE t%s()', i); END LOOP; END$$");
    EXPECT_EQ(session.execute("SELECT count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'").integer(0, 0), 20000);
    tests::server().drop_database(session.database());
}

/// Several at once: each has its own folder, socket and port, and the end of one is not the end of another.
class ServersAtOnce : public ::testing::TestWithParam<int> {};

INSTANTIATE_TEST_SUITE_P(Count, ServersAtOnce, ::testing::Values(2, 8),
                         [](const auto& each) { return std::to_string(each.param); });

TEST_P(ServersAtOnce, DoNotDisturbEachOther) {
    std::vector<std::optional<server>> servers(static_cast<std::size_t>(GetParam()));
    std::vector<std::thread> threads;
    for (auto& slot : servers) threads.emplace_back([&slot] { slot.emplace(server::start({.major = 15})); });
    for (auto& thread : threads) thread.join();
    std::set<std::string> folders;
    for (std::size_t i = 0; i < servers.size(); ++i) {
        folders.insert(servers[i]->folder());
        connection(servers[i]->url()).run(fmt::format("CREATE ROLE role_{}", i));
    }
    EXPECT_EQ(folders.size(), servers.size());
    servers[0]->stop();
    for (std::size_t i = 1; i < servers.size(); ++i) {
        connection session(servers[i]->url());
        EXPECT_EQ(session.execute("SELECT string_agg(rolname, ' ') FROM pg_roles WHERE rolname ~ '^role_'").text(0, 0),
                  fmt::format("role_{}", i));
    }
    servers.clear();
    for (const auto& folder : folders) EXPECT_FALSE(fs::exists(folder)) << folder;
}

TEST(VersionsSideBySide, RunAtTheSameTime) {
    std::vector<server> servers;
    for (const int major : tests::all_majors()) {
        if (!tests::why_not(major)) servers.push_back(server::start({.major = major}));
    }
    if (servers.size() < 2) GTEST_SKIP() << "not run: only one major version is installed";
    for (const server& one : servers) EXPECT_EQ(connection(one.url()).major(), one.major());
}

/// What PG* variables say is for the user's own servers.
TEST(ServerUrl, DoesNotFollowTheEnvironment) {
    tests::helper helper({.act = "start",
                          .environment = {{"PGPORT", "6543"},
                                          {"PGHOST", "/nowhere"},
                                          {"PGDATABASE", "nowhere"},
                                          {"PGUSER", "nobody"},
                                          {"PGOPTIONS", "-c search_path=nowhere -c nonsense"},
                                          {"PGSSLMODE", "require"},
                                          {"PGREQUIREPEER", "nobody-else"},
                                          {"PGTARGETSESSIONATTRS", "standby"},
                                          {"PGCHANNELBINDING", "require"},
                                          {"PGSERVICE", "nowhere"},
                                          {"PGHOSTADDR", "192.0.2.1"}}});
    EXPECT_THAT(helper.report()[3], HasSubstr("PostgreSQL"));
    EXPECT_EQ(helper.wait(), 0);
}

TEST(ServerFolder, StaysShortWhenTheTemporaryFolderIsDeep) {
    const support::temporary_folder base;
    const fs::path deep = base.path() / std::string(90, 'x');
    fs::create_directories(deep);
    fs::permissions(base.path(), fs::perms(0755));
    tests::helper helper({.act = "start", .environment = {{"TMPDIR", deep.string()}}});
    EXPECT_THAT(helper.report()[0], ::testing::StartsWith("/tmp/tenon-"));
}

TEST(ServerFolder, IsRefusedWhenOthersCanWriteIt) {
    const support::temporary_folder base;
    fs::permissions(base.path(), fs::perms(0755));
    const fs::path folder = base.path() / fmt::format("tenon-{}", geteuid());
    fs::create_directory(folder);
    fs::permissions(folder, fs::perms(0777));
    tests::helper helper({.act = "fail", .environment = {{"TMPDIR", base.path().string()}}});
    const auto words = helper.report();
    EXPECT_EQ(words[0], folder.string() + " is not a folder that only this user can write");
    EXPECT_EQ(words[1], "remove that folder, or set TMPDIR to a short path of your own");
    EXPECT_EQ(words[2], "TN5025");
}

}  // namespace
}  // namespace tenon::postgres
