// SPDX-License-Identifier: Apache-2.0
// What the verbs that read a schema take and tell, through the real binary.
#include "postgres/connection.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::cli {
namespace {

TEST(SourceOptions, SetsVariablesOfPsqlAndTellsWhatIsSkipped) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("a.sql", "\\echo hello\ncreate table :\"name\" (id int default :start);\n");
    const auto shown = support::run_tenon(
        {"catalog", "a.sql", "--format", "sql", "--postgres", "15", "--set", "name=Parts", "--set", "start=7"},
        {.folder = folder.path()});
    EXPECT_EQ(shown.exit, 0) << shown.err;
    EXPECT_THAT(shown.out, testing::HasSubstr("CREATE TABLE public.\"Parts\" (\n    id integer DEFAULT 7\n);"));
    EXPECT_THAT(shown.err, testing::HasSubstr("skipped: 1 psql command"));
    const auto unset =
        support::run_tenon({"catalog", "a.sql", "--postgres", "15", "--set", "name=Parts"}, {.folder = folder.path()});
    EXPECT_EQ(unset.exit, 2);
    EXPECT_THAT(unset.err, testing::HasSubstr("a.sql:2:38: error: the psql variable \"start\" has no value [TN4001]\n"));
}

TEST(SourceOptions, TellsWhatIsNotRead) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database();
    server.run("select lo_create(0); select lo_create(0); create table t (id int)");
    const auto shown = support::run_tenon({"catalog", tests::server(15).url(server.database()), "--format", "sql"});
    EXPECT_EQ(shown.exit, 0) << shown.err;
    EXPECT_THAT(shown.err, testing::HasSubstr("not read: large objects (2)\n"));
}

TEST(SourceOptions, TellsPasswordsApartAndShowsNone) {
    TENON_NEEDS_POSTGRES(15);
    std::vector<std::string> urls;
    std::vector<postgres::connection> sessions;
    for (const std::string password : {"hunter2", "hunter3", "hunter2"}) {
        sessions.push_back(tests::fresh_database());
        sessions.back().run(
            "create foreign data wrapper w; create server s foreign data wrapper w; create user mapping for public "
            "server s options (password '" +
            password + "')");
        urls.push_back(tests::server(15).url(sessions.back().database()));
    }
    const auto other = support::run_tenon({"diff", "--from", urls[0], "--to", urls[1]});
    EXPECT_EQ(other.exit, 1) << other.err;
    EXPECT_THAT(other.out, testing::HasSubstr("(secrets)"));
    EXPECT_THAT(other.out + other.err, testing::Not(testing::HasSubstr("hunter")));
    const auto same = support::run_tenon({"diff", "--from", urls[0], "--to", urls[2]});
    EXPECT_EQ(same.exit, 0) << same.out << same.err;
}

/// Who passes a privilege on is its grantor, unless he is a superuser: stand-ins of such roles are none.
TEST(SourceOptions, KeepsTheGrantorsOfPrivileges) {
    TENON_NEEDS_POSTGRES(15);
    auto server = tests::fresh_database();
    const auto suffix = "_" + server.database();
    const auto alice = "alice" + suffix, dave = "dave" + suffix, eve = "eve" + suffix;
    server.run(fmt::format(
        "create role {0}; create role {1}; create role {2}; create table t (a int default 1 + 1, check (a > 0)); "
        "alter table t owner to {0}; create view v as select * from t where a in (1, 2); set session authorization "
        "{0}; "
        "grant select on t to {1} with grant option; set session authorization {1}; grant select on t to {2}; "
        "reset session authorization",
        alice, dave, eve));
    const support::temporary_folder folder;
    const auto url = tests::server(15).url(server.database());
    const auto sql = support::run_tenon({"catalog", url, "--format", "sql"}, {.folder = folder.path()});
    const auto json = support::run_tenon({"catalog", url, "--format", "json"}, {.folder = folder.path()});
    folder.write("written.sql", sql.out);
    folder.write("written.json", json.out);
    std::vector<support::finished> diffs;
    for (const std::string other : {"written.sql", "written.json"})
        diffs.push_back(support::run_tenon({"diff", "--from", other, "--to", url}, {.folder = folder.path()}));
    diffs.push_back(
        support::run_tenon({"diff", "--from", "written.sql", "--to", "written.json"}, {.folder = folder.path()}));
    server.run(fmt::format("drop view v; drop table t; drop role {}, {}, {}", alice, dave, eve));
    EXPECT_THAT(sql.out,
                testing::HasSubstr(fmt::format("SET SESSION AUTHORIZATION {};\nGRANT SELECT ON TABLE public.t TO "
                                               "{};\nRESET SESSION AUTHORIZATION;\n",
                                               dave, eve)));
    EXPECT_THAT(json.out, testing::HasSubstr(fmt::format("\"grantor\": \"{}\"", dave)));
    for (const auto& one : diffs) EXPECT_EQ(one.exit, 0) << one.out << one.err;
}

}  // namespace
}  // namespace tenon::cli
