// SPDX-License-Identifier: Apache-2.0
// What statements about rows become.
#include "project/build_fixture.hpp"

namespace tenon::project {
namespace {

namespace fs = std::filesystem;

constexpr const char* requirements_with_rows = R"(platform: seed
conventions:
  schema: {use: app, reason: separate}
  enums: {use: table, reason: values change}
entities:
  Country:
    attributes: {code: text(2) unique, name: text, side: "one of [left, right] = right"}
sql: |
  INSERT INTO countries (code, name) VALUES ('ES', 'España'); -- the first
  CREATE VIEW spanish AS SELECT name FROM countries WHERE code = 'ES';
  UPDATE countries SET name = name || ' (ES)' -- the last
)";

class BuildOfRows : public Build {
protected:
    BuildOfRows() {
        folder_.write("requirements.yaml", requirements_with_rows);
        fs::remove_all(folder_.path() / "queries");
    }

    /// Runs a file of the project through psql, as a client of another encoding would.
    void psql(postgres::connection& session, const std::string& file) {
        const auto run =
            support::run_program({"psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", (folder_.path() / file).string(),
                                  tests::server(15).url(session.database())},
                                 {.environment = {{"PGCLIENTENCODING", "LATIN1"}}});
        EXPECT_EQ(run.exit, 0) << run.err;
    }
    static void expect_rows(postgres::connection& session) {
        EXPECT_EQ(session.execute("select name || ' ' || side from app.spanish natural join app.countries").text(0, 0),
                  "España (ES) right");
        EXPECT_EQ(session.execute("select string_agg(value, ' ' order by place) from app.country_sides").text(0, 0),
                  "left right");
    }
};

TEST_F(BuildOfRows, EndsMigrationAndSchemaWithThem) {
    TENON_NEEDS_POSTGRES(15);
    const auto done = build();
    ASSERT_EQ(done.exit, 0) << done.err;
    EXPECT_THAT(done.out, testing::HasSubstr("  sql       3 statements carried through as written\n"
                                             "  rows      3 statements at the end of schema.sql and of the first "
                                             "migration\n"));
    const auto made = files();
    const std::string rows =
        "\n-- data: the values of countries.side, in order\n"
        "INSERT INTO app.country_sides (value, place) VALUES ('left', 1), ('right', 2) ON CONFLICT (value) DO UPDATE "
        "SET "
        "place = excluded.place;\n"
        "\n-- data: written in the section sql of the requirements\n"
        "INSERT INTO countries (code, name) VALUES ('ES', 'España');\n"
        "\n-- data: written in the section sql of the requirements\n"
        "UPDATE countries SET name = name || ' (ES)' -- the last\n;\n";
    EXPECT_THAT(made.at("schema/schema.sql"), testing::EndsWith("\nSET search_path = app, public;\n" + rows));
    EXPECT_THAT(made.at("migrations/2026_01_01_000000_initial_schema.sql"),
                testing::EndsWith("\nSET LOCAL search_path = app, public;\n" + rows + "\nCOMMIT;\n"));

    auto migrated = tests::fresh_database(15);
    psql(migrated, "migrations/2026_01_01_000000_initial_schema.sql");
    expect_rows(migrated);
    psql(migrated, "migrations/2026_01_01_000000_initial_schema.down.sql");
    EXPECT_EQ(migrated.execute("select count(*) from pg_class where oid >= 16384").integer(0, 0), 0);
    psql(migrated, "migrations/2026_01_01_000000_initial_schema.sql");
    expect_rows(migrated);
    auto loaded = tests::fresh_database(15);
    psql(loaded, "schema/schema.sql");
    expect_rows(loaded);
}

TEST_F(BuildOfRows, SaysWhichNoMigrationHolds) {
    TENON_NEEDS_POSTGRES(15);
    ASSERT_EQ(build().exit, 0);
    const auto first = files();
    auto text = std::string(requirements_with_rows);
    folder_.write("requirements.yaml", text.replace(text.find("(ES)"), 4, "(es)"));
    const auto again = build();
    EXPECT_EQ(again.exit, 0);
    EXPECT_THAT(
        again.err,
        testing::EndsWith("requirements.yaml:11:3: warning: no migration runs this statement about rows; those "
                          "that are written stay as they are [TN9023]\n"
                          "   11 |   UPDATE countries SET name = name || ' (es)' -- the last\n"
                          "      |   ^\n"
                          "  hint: run what schema/schema.sql ends with where the schema is in use, or put it into "
                          "a migration of your own\n"));
    const auto now = files();
    EXPECT_THAT(now.at("schema/schema.sql"), testing::HasSubstr("' (es)'"));
    for (const auto& [name, was] : first)
        if (name.starts_with("migrations/")) EXPECT_EQ(now.at(name), was) << name;
}

TEST_F(BuildOfRows, TellsWhatTheServerRefusesAtTheEnd) {
    TENON_NEEDS_POSTGRES(15);
    auto text = std::string(requirements_with_rows);
    folder_.write("requirements.yaml",
                  text.replace(text.find(" -- the last"), 12, ";\n  ALTER TABLE countries RENAME code TO iso"));
    const auto refused = build();
    EXPECT_EQ(refused.exit, 2);
    EXPECT_THAT(refused.err,
                testing::EndsWith("requirements.yaml:9:3: error: PostgreSQL refuses this statement once the whole "
                                  "schema is there: column \"code\" of relation \"countries\" does not exist [TN9021]\n"
                                  "    9 |   INSERT INTO countries (code, name) VALUES ('ES', 'España'); -- the first\n"
                                  "      |   ^\n"
                                  "  hint: statements about rows run after all others, in one transaction\n"));
    EXPECT_FALSE(fs::exists(folder_.path() / "schema"));
}

TEST_F(BuildOfRows, TellsAStatementThatTheServerRefuses) {
    TENON_NEEDS_POSTGRES(15);
    folder_.write("requirements.yaml",
                  "platform: seed\nentities:\n  Country: {attributes: {name: text}}\nsql: |\n"
                  "  INSERT INTO countries (nmae) VALUES ('Spain');\n");
    const auto refused = build();
    EXPECT_EQ(refused.exit, 2);
    EXPECT_THAT(refused.err,
                testing::EndsWith("requirements.yaml:5:3: error: PostgreSQL refuses this statement: column \"nmae\" of "
                                  "relation \"countries\" does not exist [TN9021]\n"
                                  "    5 |   INSERT INTO countries (nmae) VALUES ('Spain');\n"
                                  "      |   ^\n"));
}

}  // namespace
}  // namespace tenon::project
