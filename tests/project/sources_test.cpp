// SPDX-License-Identifier: Apache-2.0
// catalog and diff over every kind of source, through the real binary.
#include "base/file.hpp"
#include "base/render.hpp"
#include "project/configuration.hpp"
#include "project/source.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::project {
namespace {

constexpr const char* schema =
    "create table parts (id bigint primary key, name text not null);\n"
    "create index parts_name on parts (name);\n";

std::string told(const diagnostics& problems) {
    std::string out;
    for (const auto& item : problems.items()) out += render(item, {});
    return out;
}

TEST(Sources, AreToldByFormAndContents) {
    const support::temporary_folder folder;
    folder.write("a.sql", schema);
    folder.write("project/requirements.yaml", "platform: x\n");
    folder.write("migrations/2026_01_01_000000_first.sql", "");
    folder.write("empty/readme.txt", "");
    folder.write("schema/deep/b.SQL", "");
    folder.write("schema/deep/b.sql", "");
    diagnostics problems;
    const auto kind = [&](const std::string& argument) {
        const auto found = recognise(argument, problems);
        return found ? std::string(to_string(found->kind)) + (found->guessed ? " (guessed)" : "") : "nothing";
    };
    const auto path = folder.path().string();
    EXPECT_EQ(kind("postgres://host/db"), "database");
    EXPECT_EQ(kind("host=/tmp dbname=x"), "database");
    EXPECT_EQ(kind(path + "/a.sql"), "SQL file");
    EXPECT_EQ(kind(path + "/project"), "requirements (guessed)");
    EXPECT_EQ(kind(path + "/migrations"), "migrations folder (guessed)");
    EXPECT_EQ(kind(path + "/schema"), "folder of SQL files (guessed)");
    EXPECT_EQ(kind("schema:" + path + "/migrations"), "folder of SQL files");
    EXPECT_EQ(told(problems), "");
    EXPECT_EQ(kind(path + "/empty"), "nothing");
    EXPECT_EQ(kind(path + "/empty/readme.txt"), "nothing");
    EXPECT_EQ(kind(path + "/none"), "nothing");
    EXPECT_EQ(told(problems),
              fmt::format(
                  "{0}/empty: error: this folder holds no .sql files, no requirements.yaml and no migrations [TN9012]\n"
                  "  hint: name the folder that does\n"
                  "{0}/empty/readme.txt: error: no schema can be read from a file called *.txt [TN9011]\n"
                  "  hint: a file that is a SOURCE ends in .sql, .yaml, .json or .md\n"
                  "{0}/none: error: no such file or folder [TN9010]\n"
                  "  hint: a SOURCE is a postgres:// URL, a file or a folder\n",
                  path));
}

TEST(Configuration, TellsEverythingThatIsWrong) {
    diagnostics problems;
    EXPECT_FALSE(parse_configuration(
        "postgres: 13\nengin: native\nengine: citus\nengine: native\nqueries: []\nmaintenance_roles: root\n",
        "tenon.yaml", problems));
    EXPECT_EQ(told(problems),
              "tenon.yaml:1:11: error: postgres: \"13\" is no major version that Tenon supports [TN9005]\n"
              "  hint: write a number from 14 to 18\n"
              "tenon.yaml:2:1: error: unknown key \"engin\" [TN9003]\n"
              "  hint: did you mean \"engine\"?\n"
              "tenon.yaml:3:9: error: engine: \"citus\" is none that Tenon knows [TN9005]\n"
              "  hint: write native or timescaledb\n"
              "tenon.yaml:4:1: error: \"engine\" stands here twice [TN9004]\n"
              "  hint: keep one of them\n"
              "tenon.yaml:5:10: error: queries: must be a text [TN9005]\n"
              "tenon.yaml:6:20: error: maintenance_roles: must be a list of texts [TN9005]\n"
              "  hint: write `maintenance_roles: [one, two]`\n");
    diagnostics others;
    EXPECT_FALSE(parse_configuration("- a\n", "tenon.yaml", others));
    EXPECT_FALSE(parse_configuration("a: [\n", "tenon.yaml", others));
    EXPECT_EQ(told(others),
              "tenon.yaml:1:1: error: must be a mapping of keys to values [TN9002]\n"
              "  hint: for example `postgres: 15`\n"
              "tenon.yaml:2:1: error: not YAML: end of sequence flow not found [TN9001]\n");
    diagnostics none;
    EXPECT_EQ(parse_configuration("", "tenon.yaml", none), configuration());
}

TEST(Diff, NothingBetweenEqualSourcesOfEveryKind) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("a.sql", schema);
    folder.write("s/2_index.sql", "create index parts_name on parts (name);");
    folder.write("s/1_table.sql", "create table parts (id bigint, name text not null, primary key (id));");
    auto session = tests::fresh_database(15);
    session.run(schema);
    const auto json = support::run_tenon({"catalog", "a.sql", "--postgres", "15"}, {.folder = folder.path()});
    ASSERT_EQ(json.exit, 0) << json.err;
    folder.write("c.json", json.out);
    const auto wrapped =
        support::run_tenon({"catalog", "a.sql", "--format", "json", "--postgres", "15"}, {.folder = folder.path()});
    folder.write("wrapped.json", wrapped.out);
    const auto sql =
        support::run_tenon({"catalog", "a.sql", "--format", "sql", "--postgres", "15"}, {.folder = folder.path()});
    ASSERT_EQ(sql.exit, 0) << sql.err;
    folder.write("written.sql", sql.out);
    for (const std::string other : {std::string("s"), std::string("c.json"), std::string("wrapped.json"),
                                    std::string("written.sql"), tests::server(15).url(session.database())}) {
        const auto same = support::run_tenon({"diff", "--from", "a.sql", "--to", other, "--postgres", "15"},
                                             {.folder = folder.path()});
        EXPECT_EQ(same.exit, 0) << other << same.out << same.err;
        EXPECT_EQ(same.out, "") << other;
    }
}

TEST(Diff, NamesEachObjectThatDiffers) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("a.sql", schema);
    folder.write(
        "b.sql",
        "create table parts (name text, id bigint primary key, extra text); create view v as select 1 as one;");
    const auto differs = support::run_tenon({"diff", "--from", "a.sql", "--to", "b.sql"}, {.folder = folder.path()});
    EXPECT_EQ(differs.exit, 1);
    EXPECT_THAT(differs.out, testing::HasSubstr("+ view public.v\n"));
    EXPECT_THAT(differs.out, testing::HasSubstr("- index public.parts_name\n"));
    EXPECT_THAT(differs.out, testing::HasSubstr("~ table public.parts"));
}

TEST(Diff, TellsWhereASourceIsWrong) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("a.sql", "create table a (id bigint);\ncreate table b (id biginteger);\n");
    const auto wrong = support::run_tenon({"catalog", "a.sql"}, {.folder = folder.path()});
    EXPECT_EQ(wrong.exit, 2);
    EXPECT_THAT(wrong.err, testing::StartsWith("a.sql:2:20: error: "));
    EXPECT_THAT(wrong.err, testing::HasSubstr("type \"biginteger\" does not exist"));
}

}  // namespace
}  // namespace tenon::project
