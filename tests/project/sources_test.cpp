// SPDX-License-Identifier: Apache-2.0
// catalog and diff over every kind of source, through the real binary.
#include "base/file.hpp"
#include "base/render.hpp"
#include "base/text.hpp"
#include "project/configuration.hpp"
#include "project/source.hpp"
#include "support/corpus.hpp"
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
                  "{0}/empty/readme.txt: error: no schema can be read from a file called \"readme.txt\" [TN9011]\n"
                  "  hint: a file that is a SOURCE ends in .sql, .yaml, .json or .md\n"
                  "{0}/none: error: no such file or folder [TN9010]\n"
                  "  hint: a SOURCE is a postgres:// URL, a file or a folder\n",
                  path));
}

/// Each layout: the files of a folder, the one that gives it away, and what is said of it.
TEST(Sources, OfOtherMigrationToolsAreRefused) {
    struct layout {
        std::map<std::string, std::string> files;
        std::string found;
        std::string said;
    };
    const layout layouts[] = {
        {{{"000001_teams.up.sql", ""}, {"000001_teams.down.sql", ""}},
         "000001_teams.down.sql",
         "golang-migrate or sqlx (NAME.down.sql beside NAME.up.sql)"},
        {{{"1_teams.up.sql", ""}, {"10_users.up.sql", ""}},
         "10_users.up.sql",
         "golang-migrate or sqlx (NUMBER_NAME.up.sql)"},
        {{{"2019-02-26-002946_user/up.sql", ""}, {"2019-02-26-002946_user/down.sql", ""}},
         "2019-02-26-002946_user/down.sql",
         "Diesel (down.sql beside up.sql)"},
        {{{"001_a.sql", "-- A table.\r\n--  +GOOSE Up\r\nselect 1;\r\n-- +goose Down\r\n"}},
         "001_a.sql",
         "goose (-- +goose Up)"},
        {{{"20260101_a.sql", "-- migrate:up transaction:false\nselect 1;\n-- migrate:down\n"}},
         "20260101_a.sql",
         "dbmate (-- migrate:up)"},
        {{{"1.sql", "-- +migrate Up\n"}}, "1.sql", "sql-migrate (-- +migrate Up)"},
        {{{"001_a.sql", "select 1;\n\n---- create above / drop below ----\n\nselect 2;\n"}},
         "001_a.sql",
         "tern (---- create above / drop below ----)"},
        {{{"sql/V1__first.sql", ""}, {"sql/U1__first.sql", ""}}, "sql/U1__first.sql", "Flyway (UVERSION__NAME.sql)"},
        {{{"V2_30_1__a.sql", ""}, {"V10.1__b.sql", ""}}, "V10.1__b.sql", "Flyway (VVERSION__NAME.sql)"},
    };
    for (const auto& [files, found, said] : layouts) {
        const support::temporary_folder folder;
        for (const auto& [name, text] : files) folder.write(name, text);
        const auto path = folder.path().string();
        diagnostics problems;
        EXPECT_FALSE(recognise(path, problems)) << found;
        EXPECT_EQ(
            told(problems),
            fmt::format("{0}/{1}: error: {0} is not a schema: these are migrations in the layout of {2} [TN9013]\n"
                        "  hint: name a dump of the migrated database, or the database itself, postgres://…; "
                        "schema:{0} reads every .sql file as it stands\n",
                        path, found, said));
        const auto forced = recognise("schema:" + path, problems);
        ASSERT_TRUE(forced) << found;
        EXPECT_EQ(forced->kind, source_kind::sql_folder);
    }
}

TEST(Sources, AreNotTakenForThoseOfOtherTools) {
    const std::map<std::string, std::string> folders[] = {
        {{"2026_01_01_000000_first.sql", ""}, {"2026_01_01_000000_first.down.sql", ""}},
        {{"up.sql", ""}, {"sign.up.sql", ""}, {"deep/down.sql", ""}, {"cut.down.sql", ""}},
        {{"Vendors__all.sql", ""}, {"V1_x.sql", ""}, {"V.sql", ""}},
        {{"a.sql", "-- migrate:upper limits\nselect '\n+goose Up';\n-- create above the rest\n"}},
        {{"a.sql", ""}, {".git/001_x.up.sql", ""}},
    };
    for (const auto& files : folders) {
        const support::temporary_folder folder;
        for (const auto& [name, text] : files) folder.write(name, text);
        diagnostics problems;
        EXPECT_TRUE(recognise(folder.path().string(), problems)) << files.begin()->first;
        EXPECT_EQ(told(problems), "");
    }
}

TEST(Sources, OfOtherMigrationToolsEndTheVerb) {
    const support::temporary_folder folder;
    folder.write("db/001_parts.sql", "-- +goose Up\ncreate table parts (id int);\n-- +goose Down\ndrop table parts;\n");
    for (const std::string source : {"db", "db/001_parts.sql"}) {
        const auto refused = support::run_tenon({"catalog", source}, {.folder = folder.path()});
        EXPECT_EQ(refused.exit, 2);
        EXPECT_EQ(refused.out, "");
        EXPECT_EQ(
            refused.err,
            fmt::format("db/001_parts.sql: error: {0} is not a schema: these are migrations in the layout of goose "
                        "(-- +goose Up) [TN9013]\n"
                        "  hint: name a dump of the migrated database, or the database itself, postgres://…; "
                        "schema:{0} reads every .sql file as it stands\n",
                        source));
    }
}

/// Histories as their projects keep them.
TEST(Sources, OfOtherMigrationToolsAreKnownInTheCorpus) {
    TENON_NEEDS_CORPUS();
    const auto corpus = support::corpus();
    for (const auto* name : {"mattermost", "lemmy", "graph-node", "dhis2"}) {
        diagnostics problems;
        EXPECT_FALSE(recognise((*corpus / name / "migrations").string(), problems)) << name;
        EXPECT_THAT(told(problems), testing::HasSubstr("[TN9013]")) << name;
    }
    for (const auto* name : {"langfuse/migrations", "openstreetmap", "bytebase", "ledgersmb"}) {
        diagnostics problems;
        EXPECT_TRUE(recognise((*corpus / name).string(), problems)) << name << told(problems);
    }
}

TEST(Sources, ThatCannotBeListedAreTold) {
    const support::temporary_folder folder;
    for (const std::string name : {"schema", "migrations"}) {
        folder.write(name + "/deep/a.sql", "create table parts (id int);");
        const auto shut = name == "schema" ? folder.path() / name / "deep" : folder.path() / name;
        std::filesystem::permissions(shut, std::filesystem::perms::none);
        const auto refused = support::run_tenon_as_anybody({"catalog", name}, {.folder = folder.path()});
        EXPECT_EQ(refused.exit, 2);
        EXPECT_EQ(refused.out, "");
        EXPECT_EQ(refused.err, fmt::format("error: cannot read the folder {}: Permission denied [TN1002]\n", name));
        std::filesystem::permissions(shut, std::filesystem::perms::owner_all);
    }
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

TEST(Diff, NothingBetweenAProjectAndWhatItsBuildMakes) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("shop/tenon.yaml", "postgres: 15\n");
    folder.write("shop/requirements.yaml",
                 "platform: shop\nconventions:\n  key: {use: identity, reason: small}\n"
                 "  timestamps: {use: none, reason: none are needed}\n"
                 "entities: {Part: {attributes: {name: text unique}}}\n");
    ASSERT_EQ(support::run_tenon({"build", "shop"}, {.folder = folder.path()}).exit, 0);
    for (const auto* other : {"shop/requirements.yaml", "shop/migrations", "migrations:shop/migrations",
                              "shop/schema/schema.sql", "shop/schema/catalog.json"}) {
        const auto same = support::run_tenon({"diff", "--from", "shop", "--to", other, "--postgres", "15"},
                                             {.folder = folder.path()});
        EXPECT_EQ(same.exit, 0) << other << same.out << same.err;
        EXPECT_EQ(same.out, "") << other;
    }
}

TEST(Diff, NothingBetweenADocumentAndTheSqlThatItMeans) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    const std::string sql = "CREATE TABLE parts (id bigint PRIMARY KEY, name text NOT NULL);\n";
    folder.write("a.sql", sql);
    folder.write("spec.md", "# Parts\n\n```sql\n" + sql + "```\n");
    const auto same = support::run_tenon({"diff", "--from", "a.sql", "--to", "spec.md", "--postgres", "15"},
                                         {.folder = folder.path()});
    EXPECT_EQ(same.exit, 0) << same.out << same.err;
    EXPECT_EQ(same.out, "");
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

/// What no schema holds and every server may lack: roles, collations of the operating system, tablespaces.
TEST(Catalog, MakesStandInsWhereverItLoads) {
    TENON_NEEDS_POSTGRES(15);
    const support::temporary_folder folder;
    folder.write("a.sql",
                 "create table tt (a text collate \"xx_YY.utf8\", b text, check (b collate \"xx_ZZ\" > ''),\n"
                 "    unique (b) using index tablespace ts_b) tablespace ts_a;\n"
                 "create materialized view m tablespace ts_c as select 1 as one;\n"
                 "create view v as select a, b collate pg_catalog.\"xx_AA\" as b from tt;\n"
                 "alter view v owner to somebody;\n"
                 "create type ranged as range (subtype = text, collation = \"xx_BB\");\n");
    const auto run = [&](std::vector<std::string> words) {
        return support::run_tenon(words, {.folder = folder.path()});
    };
    const auto json = run({"catalog", "a.sql", "--postgres", "15"});
    ASSERT_EQ(json.exit, 0) << json.err;
    EXPECT_THAT(json.out, testing::HasSubstr("\"tablespace\": \"ts_a\""));
    folder.write("c.json", json.out);
    const auto sql = run({"catalog", "c.json", "--format", "sql"});
    ASSERT_EQ(sql.exit, 0) << sql.err;
    EXPECT_THAT(sql.out, testing::HasSubstr("a text COLLATE \"xx_YY.utf8\""));
    folder.write("written.sql", sql.out);
    const auto same = run({"diff", "--from", "c.json", "--to", "written.sql"});
    EXPECT_EQ(same.exit, 0) << same.out << same.err;
}

TEST(Catalog, MakesStandInsForALiveDatabase) {
    TENON_NEEDS_POSTGRES(15);
    auto session = tests::fresh_database(15);
    session.run("set allow_in_place_tablespaces = on");
    session.run("create tablespace stand_in_test location ''");
    session.run("create collation pg_catalog.\"yy_YY\" (provider = libc, locale = 'C')");
    session.run(
        "create table tt (a int check (a > 0), b text collate \"yy_YY\") tablespace stand_in_test; create index on tt "
        "((b || '') collate \"yy_YY\") tablespace stand_in_test");
    const auto read = support::run_tenon({"catalog", tests::server(15).url(session.database()), "--format", "sql"}, {});
    session.run("drop table tt");
    session.run("drop tablespace stand_in_test");
    ASSERT_EQ(read.exit, 0) << read.err;
    EXPECT_THAT(read.out, testing::HasSubstr("\n) TABLESPACE stand_in_test;"));
    EXPECT_THAT(read.out, testing::HasSubstr("COLLATE \"yy_YY\") TABLESPACE stand_in_test;"));
}

TEST(Catalog, SaysWhatItsOwnSqlDoesNotCarry) {
    TENON_NEEDS_POSTGRES(15);
    auto session = tests::fresh_database(15);
    session.run("create table t (a int); create view v as select a from t; insert into t values (1), (1)");
    EXPECT_THROW(session.run("create unique index concurrently t_a on t (a)"), postgres::database_error);
    const auto url = tests::server(15).url(session.database());
    for (const auto& words : {std::vector<std::string>{"catalog", url, "--format", "sql"},
                              std::vector<std::string>{"diff", "--from", url, "--to", url}}) {
        const auto read = support::run_tenon(words, {});
        EXPECT_EQ(read.exit, 0);
        EXPECT_THAT(read.err, testing::HasSubstr(": not carried by SQL: index public.t_a\n"));
    }
    session.run("drop index t_a");
    EXPECT_THAT(support::run_tenon({"catalog", url, "--format", "sql"}, {}).err,
                testing::Not(testing::HasSubstr("not carried")));
}

/// A schema of one major in another: what the other lacks is told by name, and what it adds is no difference.
class Majors : public testing::Test {
protected:
    void SetUp() override {
        TENON_NEEDS_POSTGRES(14);
        TENON_NEEDS_POSTGRES(15);
        TENON_NEEDS_POSTGRES(18);
    }

    /// The catalog that a server of this major prints.
    std::string json(std::string_view sql, int major) const {
        folder_.write("source.sql", sql);
        const auto read = run({"catalog", "source.sql", "--postgres", std::to_string(major)});
        EXPECT_EQ(read.exit, 0) << read.err;
        return read.out;
    }
    support::finished run(std::vector<std::string> words) const {
        return support::run_tenon(words, {.folder = folder_.path()});
    }

    support::temporary_folder folder_;
};

TEST_F(Majors, TellWhatTheOtherLacks) {
    const std::string schema =
        "create table a (x int, \"Y y\" int generated always as (x * 2) virtual);\n"
        "create table plain (id int primary key);\n"
        "create table par (x int constraint xnn not null);\n"
        "create table u (x int, constraint \"no Doubles\" unique nulls not distinct (x));\n"
        "create table f (id int references plain not enforced);\n";
    folder_.write("v18.json", json(schema, 18));
    folder_.write("v18.sql", schema);
    const auto older = run({"catalog", "v18.json", "--postgres", "15"});
    EXPECT_EQ(older.exit, 2);
    EXPECT_EQ(older.out, "");
    const std::string virtual_one =
        "v18.json: error: PostgreSQL {0} does not have what column public.a.\"Y y\" needs, which PostgreSQL 18 "
        "printed: "
        "syntax error at or near \"VIRTUAL\" [TN5081]\n  hint: name that version: --postgres 18\n";
    const std::string unenforced =
        "v18.json: error: PostgreSQL {0} does not have what constraint public.f.f_id_fkey needs, which PostgreSQL 18 "
        "printed: syntax error at or near \"ENFORCED\" [TN5081]\n  hint: name that version: --postgres 18\n";
    EXPECT_EQ(older.err, fmt::format(fmt::runtime(virtual_one), 15) + fmt::format(fmt::runtime(unenforced), 15));
    const auto oldest = run({"catalog", "v18.json", "--postgres", "14"});
    EXPECT_EQ(oldest.exit, 2);
    EXPECT_EQ(oldest.err,
              fmt::format(fmt::runtime(virtual_one), 14) + fmt::format(fmt::runtime(unenforced), 14) +
                  "v18.json: error: PostgreSQL 14 does not have what constraint public.u.\"no Doubles\" needs, which "
                  "PostgreSQL 18 printed: syntax error at or near \"NULLS\" [TN5081]\n  hint: name that version: "
                  "--postgres 18\n");
    const auto both = run({"diff", "--from", "v18.json", "--to", "v18.sql"});
    EXPECT_EQ(both.exit, 2) << both.err;
    EXPECT_THAT(both.err, testing::HasSubstr(fmt::format(fmt::runtime(virtual_one), 15)));
    EXPECT_THAT(both.err, testing::HasSubstr("v18.sql:1:"));
    const auto same = run({"diff", "--from", "v18.json", "--to", "v18.sql", "--postgres", "18"});
    EXPECT_EQ(same.exit, 0) << same.out << same.err;

    folder_.write("v15.json", json("create table u (x int, unique nulls not distinct (x));\n"
                                   "create unique index i on u (x) nulls not distinct;",
                                   15));
    const auto distinct = run({"diff", "--from", "v15.json", "--to", "v15.json", "--postgres", "14"});
    EXPECT_EQ(distinct.exit, 2);
    EXPECT_THAT(distinct.err,
                testing::HasSubstr("v15.json: error: PostgreSQL 14 does not have what index public.i needs"));
    EXPECT_THAT(distinct.err, testing::HasSubstr("what constraint public.u.u_x_key needs"));

    auto live = tests::fresh_database(18);
    live.run("create table v (x int, y int generated always as (x * 2) virtual)");
    const auto url = tests::server(18).url(live.database());
    const auto database = run({"catalog", url, "--postgres", "15"});
    EXPECT_EQ(database.exit, 2);
    EXPECT_THAT(database.err, testing::StartsWith("postgres://"));
    EXPECT_THAT(database.err, testing::HasSubstr(": error: PostgreSQL 15 does not have what column public.v.y needs"));
}

TEST_F(Majors, AddNothingByThemselves) {
    const std::string schema =
        "create schema s;\n"
        "create table s.item (id bigint generated always as identity primary key, name text not null unique,\n"
        "    price numeric(10,2) default 0 check (price >= 0), at timestamptz default now());\n"
        "create table s.line (id int not null, item bigint references s.item on delete cascade, primary key (id, "
        "item));\n"
        "create table s.child (extra text) inherits (s.item);\n"
        "create table s.log (id int not null, at date not null) partition by range (at);\n"
        "create table s.log_1 partition of s.log for values from ('2026-01-01') to ('2027-01-01');\n"
        "create index on s.item (lower(name)) where price > 1;\n"
        "create view s.dear as select id, name from s.item where price > 100;\n"
        "create function s.f(a int) returns int language sql return a + 1;\n"
        "grant select on s.item to public;\n";
    folder_.write("v14.json", json(schema, 14));
    folder_.write("v18.json", json(schema, 18));
    for (const std::string major : {"14", "15", "18"}) {
        const auto same = run({"diff", "--from", "v14.json", "--to", "v18.json", "--postgres", major});
        EXPECT_EQ(same.exit, 0) << major << same.out << same.err;
        EXPECT_EQ(same.out, "") << major;
    }
}

/// Roles belong to the whole server: who is a member of whom is read, written and compared on request.
TEST(Memberships, GoAroundOnRequest) {
    TENON_NEEDS_POSTGRES(15);
    TENON_NEEDS_POSTGRES(16);
    for (const int major : {15, 16}) {
        SCOPED_TRACE(major);
        const support::temporary_folder folder;
        const auto run = [&](std::vector<std::string> words) {
            if (words[0] == "catalog" || words[0] == "diff") {
                words.insert(words.end(), {"--postgres", std::to_string(major)});
            }
            return support::run_tenon(words, {.folder = folder.path()});
        };
        auto session = tests::fresh_database(major);
        session.run(
            "create role readers_m; create role chief_m; create role ann_m; grant readers_m to chief_m with admin "
            "option; grant pg_monitor to ann_m");
        session.run("set role chief_m; grant readers_m to ann_m; reset role");
        if (major >= 16) session.run("grant chief_m to ann_m with inherit false, set false");
        const auto url = tests::server(major).url(session.database());
        const auto without = run({"catalog", url, "--format", "sql"});
        const auto json = run({"catalog", url, "--memberships"});
        const auto sql = run({"catalog", url, "--memberships", "--format", "sql"});
        session.run("drop role readers_m; drop role chief_m; drop role ann_m");
        ASSERT_EQ(json.exit, 0) << json.err;
        ASSERT_EQ(sql.exit, 0) << sql.err;
        EXPECT_EQ(without.out.find("GRANT"), std::string::npos);
        const std::string inherit = major >= 16 ? " WITH INHERIT TRUE" : "";
        std::string grants;
        for (const auto line : split_lines(sql.out))
            if (line.starts_with("GRANT")) grants += std::string(line) + "\n";
        EXPECT_EQ(grants,
                  (major >= 16 ? "GRANT chief_m TO ann_m WITH INHERIT FALSE, SET FALSE;\n" : std::string()) +
                      fmt::format("GRANT pg_monitor TO ann_m{0};\n"
                                  "GRANT readers_m TO chief_m{1};\n"
                                  "GRANT readers_m TO ann_m{0} GRANTED BY chief_m;\n",
                                  inherit, major >= 16 ? " WITH ADMIN TRUE, INHERIT TRUE" : " WITH ADMIN OPTION"));
        folder.write("m.json", json.out);
        folder.write("m.sql", sql.out);
        folder.write("none.sql", "create table t (a int);");
        const auto same = run({"diff", "--from", "m.json", "--to", "m.sql", "--memberships"});
        EXPECT_EQ(same.exit, 0) << same.out << same.err;
        const auto twice = run({"diff", "--from", "m.sql", "--to", "m.sql", "--memberships"});
        EXPECT_EQ(twice.exit, 0) << "the second is loaded where the first one was" << twice.out << twice.err;
        const auto gone = run({"diff", "--from", "m.sql", "--to", "none.sql", "--memberships"});
        EXPECT_EQ(gone.exit, 1);
        EXPECT_THAT(gone.out, testing::HasSubstr("- role membership readers_m TO ann_m GRANTED BY chief_m\n"));
        const auto ignored = run({"diff", "--from", "m.json", "--to", "none.sql"});
        EXPECT_EQ(ignored.out, "+ table public.t\n");
    }
}

}  // namespace
}  // namespace tenon::project
