// SPDX-License-Identifier: Apache-2.0
// The main job through the real binary, on small projects.
#include "migrate/integrity.hpp"
#include "postgres/embedded/cache.hpp"
#include "project/build_fixture.hpp"

#include <boost/json.hpp>

namespace tenon::project {
namespace {

namespace fs = std::filesystem;

TEST_F(Build, MakesEverythingAndProvesIt) {
    TENON_NEEDS_POSTGRES(15);
    const auto done = build();
    ASSERT_EQ(done.exit, 0) << done.err;
    EXPECT_THAT(done.out, testing::HasSubstr("workshop · PostgreSQL 15 · pg15:"));
    EXPECT_THAT(done.out, testing::HasSubstr("forward ✓ back ✓ forward ✓"));
    EXPECT_THAT(done.out, testing::HasSubstr("1 query understood by the server"));
    const auto made = files();
    for (const auto* file : {"schema/schema.sql", "schema/catalog.json", "schema/notes.json", "docs/schema.md",
                             "docs/erd.svg", "docs/erd.md", "migrations/2026_01_01_000000_initial_schema.sql",
                             "migrations/2026_01_01_000000_initial_schema.down.sql", "migrations/tenon.sum"})
        EXPECT_TRUE(made.contains(file)) << file;
    EXPECT_THAT(made.at("schema/schema.sql"), testing::HasSubstr("CREATE TABLE"));
}

TEST_F(Build, TwiceGivesTheSameBytesAndWritesNothing) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    const auto first = files();
    const auto again = build();
    EXPECT_EQ(again.exit, 0) << again.err;
    EXPECT_THAT(again.out, testing::HasSubstr("wrote     nothing: requirements, queries and migrations are the same"));
    // Without its memory it does all the work again, and comes to the same bytes.
    fs::remove_all(postgres::cache_folder() / "builds");
    const auto anew = build();
    EXPECT_EQ(anew.exit, 0) << anew.err;
    EXPECT_THAT(anew.out, testing::HasSubstr("wrote     nothing: all"));
    EXPECT_EQ(files(), first);
}

TEST_F(Build, GivesTheSameBytesHoweverTheProjectIsNamed) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    const auto first = files();
    for (const auto& [path, text] : first)
        EXPECT_THAT(text, testing::Not(testing::HasSubstr(folder_.path().string()))) << path;
    const auto parent = folder_.path().parent_path();
    const auto build_as = [&](const std::string& name, const fs::path& where) {
        fs::remove_all(postgres::cache_folder() / "builds");
        const auto again = support::run_tenon({"build", name},
                                              {.environment = {{"SOURCE_DATE_EPOCH", "1767225600"}}, .folder = where});
        EXPECT_EQ(again.exit, 0) << again.err;
        EXPECT_EQ(files(), first) << name;
    };
    build_as(".", folder_.path());
    build_as(folder_.path().string(), parent);
    build_as(folder_.path().filename().string(), parent);
    build_as("./" + folder_.path().filename().string() + "/../" + folder_.path().filename().string() + "/", parent);
}

TEST_F(Build, NoticesAnOutputThatSomebodyChanged) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    const auto first = files();
    folder_.write("docs/schema.md", "mine\n");
    EXPECT_EQ(build().exit, 0);
    EXPECT_EQ(files(), first);
}

TEST_F(Build, MigrationRunsInPsqlBothWays) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    auto session = tests::fresh_database(15);
    const auto url = tests::server(15).url(session.database());
    const auto psql = [&](const std::string& file) {
        const auto run = support::run_program(
            {"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", (folder_.path() / "migrations" / file).string(), url});
        EXPECT_EQ(run.exit, 0) << run.err;
    };
    psql("2026_01_01_000000_initial_schema.sql");
    EXPECT_EQ(session.execute("select count(*) from information_schema.tables where table_name in ('tools', 'loans')")
                  .integer(0, 0),
              2);
    psql("2026_01_01_000000_initial_schema.down.sql");
    EXPECT_EQ(session.execute("select count(*) from pg_class where oid >= 16384").integer(0, 0), 0);
}

TEST_F(Build, WayBackRunsInPsqlAfterMaintenance) {
    TENON_NEEDS_POSTGRES(15);
    folder_.write("requirements.yaml", R"(platform: weather
entities:
  Station: {attributes: {name: text}, behaviours: [audited]}
  Reading:
    attributes: {measured_at: timestamp, value: float}
    belongs_to: {station: Station}
    behaviours: {append_only: {}, time_series: {by: measured_at, every: 1 month, keep: 1 year}}
views:
  ReadingCount: {sql: SELECT count(*) AS readings FROM readings, materialized: true, refresh: 1 hour, key: [readings]}
)");
    fs::remove_all(folder_.path() / "queries");
    // Partitions begin with 2020.
    const auto built =
        support::run_tenon({"build"}, {.environment = {{"SOURCE_DATE_EPOCH", "1577836800"}}, .folder = folder_.path()});
    ASSERT_EQ(built.exit, 0) << built.err;
    auto session = tests::fresh_database(15);
    const auto psql = [&](const std::string& file) {
        const auto run =
            support::run_program({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", (folder_.path() / file).string(),
                                  tests::server(15).url(session.database())});
        EXPECT_EQ(run.exit, 0) << run.err;
    };
    psql("migrations/2020_01_01_000000_initial_schema.sql");
    EXPECT_EQ(session.execute("select readings from reading_counts").integer(0, 0), 0);
    session.run("select tenon_maintain()");
    session.run("refresh materialized view concurrently reading_counts");
    EXPECT_EQ(
        session
            .execute("select to_regclass('readings_p2020_01') is null and to_regclass('readings_default') is not "
                     "null and count(*) > 8 from pg_class where relname like 'tenon\\_audit\\_p%' and relkind = 'r'")
            .text(0, 0),
        "t");
    psql("migrations/2020_01_01_000000_initial_schema.down.sql");
    EXPECT_EQ(session.execute("select count(*) from pg_class where oid >= 16384").integer(0, 0), 0);
    EXPECT_EQ(session.execute("select count(*) from pg_proc where oid >= 16384").integer(0, 0), 0);
}

TEST_F(Build, SaysAtOnceThatItCannotWrite) {
    folder_.write("docs", "mine\n");
    // No server is asked for before.
    const auto refused = build({"--scratch", "postgres://127.0.0.1:1/none"});
    EXPECT_EQ(refused.exit, 3);
    EXPECT_EQ(refused.err, "error: cannot write docs/schema.md: Not a directory [TN1003]\n");
    EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
}

TEST_F(Build, SaysWhichMigrationDoesNotRun) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    const std::string up = "2026_01_01_000000_initial_schema.sql", down = "2026_01_01_000000_initial_schema.down.sql";
    const auto folder = folder_.path() / "migrations";
    std::map<std::string, std::string> texts = {{up, read_file(folder / up) + "SELECT nothing;\n"},
                                                {down, read_file(folder / down)}};
    folder_.write(folder / up, texts.at(up));
    folder_.write(folder / "tenon.sum", migrate::integrity_text(texts));
    auto text = std::string(requirements);
    folder_.write("requirements.yaml", text.replace(text.find("price: money?"), 5, "worth"));
    const auto refused = build();
    EXPECT_EQ(refused.exit, 3);
    EXPECT_THAT(
        refused.err,
        testing::EndsWith("migrations/2026_01_01_000000_initial_schema.sql does not run: column \"nothing\" does "
                          "not exist (SQLSTATE 42703) [TN9022]\n"
                          "  state: nothing was written\n"
                          "  next: mend the migration, or remove it when it was never applied\n"));
}

TEST_F(Build, RefusesWhenTheMigrationsEndElsewhere) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    const auto first = files();
    auto text = std::string(requirements);
    folder_.write("requirements.yaml", text.replace(text.find("price: money?"), 5, "worth"));
    const auto refused = build();
    EXPECT_EQ(refused.exit, 4) << refused.out << refused.err;
    EXPECT_THAT(
        refused.out,
        testing::StartsWith("The migrations end with 2026_01_01_000000_initial_schema.sql in another schema than the "
                            "requirements ask for:\n"));
    EXPECT_THAT(refused.out, testing::HasSubstr("tools"));
    EXPECT_THAT(refused.err, testing::HasSubstr("nothing was written"));
    auto now = files();
    now["requirements.yaml"] = requirements;
    EXPECT_EQ(now, first);
}

TEST_F(Build, PointsAtWhatTheServerRefuses) {
    TENON_NEEDS_POSTGRES(15);
    auto text = std::string(requirements);
    const std::string good = "returned_on is null or returned_on >= lent_on";
    folder_.write("requirements.yaml", text.replace(text.find(good), good.size(), "returned_on >= lent_by"));
    const auto refused = build();
    EXPECT_EQ(refused.exit, 2);
    // The table is refused with its rule, and everything on the table with it: only the rule is told.
    EXPECT_THAT(refused.err,
                testing::EndsWith("requirements.yaml:14:13: error: PostgreSQL refuses constraint "
                                  "public.loans.chk_loans_in_order: column \"lent_by\" does not exist [TN9020]\n"
                                  "   14 |     rules: {in_order: returned_on >= lent_by}\n"
                                  "      |             ^\n"
                                  "  hint: Perhaps you meant to reference the column \"loans.lent_on\".\n"));
    EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
}

TEST_F(Build, TellsWhichCollationsMustExist) {
    TENON_NEEDS_POSTGRES(15);
    folder_.write("requirements.yaml",
                  std::string(requirements) + "sql: |\n  create view v as select 'a'::text collate \"xx_YY\" as a;\n");
    const auto built = build();
    EXPECT_EQ(built.exit, 0) << built.err;
    EXPECT_THAT(built.out, testing::HasSubstr("collations that must exist where the migration runs: xx_YY\n"));
}

TEST_F(Build, PointsAtAQueryThatDoesNotPrepare) {
    TENON_NEEDS_POSTGRES(15);
    folder_.write("queries/loans.sql", "-- name: loans :many\nSELECT id,\n  lent FROM loans;\n");
    const auto refused = build();
    EXPECT_EQ(refused.exit, 2);
    // What took long may be told before it.
    EXPECT_THAT(refused.err,
                testing::EndsWith("queries/loans.sql:3:3: error: query loans: column \"lent\" does not exist [TN6020]\n"
                                  "    3 |   lent FROM loans;\n"
                                  "      |   ^\n"));
    EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
}

TEST_F(Build, TellsWhatIsWrongWithTheQueriesBesideOneThatCannotBeRead) {
    TENON_NEEDS_POSTGRES(15);
    folder_.write("queries/bad.sql", "-- name: broken :mny\nSELECT 1;\n");
    folder_.write("queries/worse.sql", "-- name: by_colour :many\nSELECT id FROM tools WHERE colour = :colour;\n");
    const auto end = build();
    EXPECT_EQ(end.exit, 2);
    EXPECT_THAT(end.out + end.err, testing::HasSubstr("queries/bad.sql:1:17: error: query broken"));
    EXPECT_THAT(end.out + end.err,
                testing::HasSubstr("queries/worse.sql:2:28: error: query by_colour: column \"colour\" does not exist"));
    EXPECT_FALSE(fs::exists(folder_.path() / "schema")) << "nothing is written";
}

TEST_F(Build, TellsAFolderThatCannotBeListed) {
    for (const std::string name : {"queries", "migrations"}) {
        const auto shut = folder_.path() / name;
        fs::create_directories(shut);
        fs::permissions(shut, fs::perms::none);
        // No server is asked for before.
        const auto refused = support::run_tenon_as_anybody({"build", "--scratch", "postgres://127.0.0.1:1/none"},
                                                           {.folder = folder_.path()});
        EXPECT_EQ(refused.exit, name == "queries" ? 2 : 3);
        EXPECT_EQ(refused.err, name == "queries"
                                   ? "error: cannot read the folder queries: Permission denied [TN1002]\n"
                                   : "error: cannot write ./migrations/tenon.sum: Permission denied [TN1003]\n");
        const auto unread = support::run_tenon_as_anybody({"design", "--scratch", "postgres://127.0.0.1:1/none"},
                                                          {.folder = folder_.path()});
        EXPECT_EQ(unread.exit, 2);
        EXPECT_EQ(unread.err, fmt::format("error: cannot read the folder {}: Permission denied [TN1002]\n", name));
        EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
        fs::permissions(shut, fs::perms::owner_all);
    }
}

TEST_F(Build, TellsAFolderOfQueriesThatIsNamedAndNotThere) {
    folder_.write("tenon.yaml", "postgres: 15\nqueries: nowhere\n");
    const auto refused = build({"--scratch", "postgres://127.0.0.1:1/none"});
    EXPECT_EQ(refused.exit, 2);
    EXPECT_EQ(refused.err,
              "tenon.yaml:2:10: error: queries: there is no folder \"nowhere\" [TN9006]\n"
              "    2 | queries: nowhere\n"
              "      |          ^\n"
              "  hint: paths count from the folder of tenon.yaml; without the line, the folder is queries\n");
    EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
}

TEST_F(Build, NeedsNoFolderOfQueries) {
    TENON_NEEDS_POSTGRES(15);
    fs::remove_all(folder_.path() / "queries");
    const auto done = build();
    EXPECT_EQ(done.exit, 0) << done.err;
    EXPECT_THAT(done.out, testing::HasSubstr("0 queries"));
}

TEST_F(Build, SpeaksJson) {
    TENON_NEEDS_POSTGRES(15);
    const auto done = build({"--format", "json"});
    ASSERT_EQ(done.exit, 0) << done.err;
    const auto json = boost::json::parse(done.out).as_object();
    EXPECT_TRUE(json.at("ok").as_bool());
    EXPECT_EQ(json.at("platform").as_string(), "workshop");
    EXPECT_GT(json.at("outputs").as_array().size(), 8U);
}

TEST_F(Build, SaysWhereRequirementsAreMissing) {
    const auto missing = support::run_tenon({"build", "nowhere"}, {.folder = folder_.path()});
    EXPECT_EQ(missing.exit, 2);
    EXPECT_EQ(missing.err,
              "nowhere/requirements.yaml: error: no requirements here [TN9010]\n"
              "  hint: name the project's folder, or begin one with `tenon init`\n");
}

}  // namespace
}  // namespace tenon::project
