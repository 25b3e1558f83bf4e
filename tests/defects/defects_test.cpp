// SPDX-License-Identifier: Apache-2.0
// Each folder beside this file carries one defect; its note says what must happen. Documents go the whole way: they are
// read, designed, loaded, proven, their queries checked; schemas are loaded, read back and checked.
#include "base/file.hpp"
#include "base/text.hpp"
#include "check/check.hpp"
#include "design/designed.hpp"
#include "diff/script.hpp"
#include "project/build.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenon {
namespace {

namespace fs = std::filesystem;
using design::answer;
using design::value;

fs::path folder() {
    return support::source_folder() / "tests/defects";
}

/// What a person sees of the findings, with paths from this folder on.
std::string shown(diagnostics problems, const source_texts& texts) {
    problems.sort();
    std::string out;
    for (const auto& item : problems.items()) out += replace_all(render(item, texts), folder().string() + "/", "");
    return out;
}

/// A defect on a server.
class Defects : public testing::Test {
protected:
    void SetUp() override { TENON_NEEDS_POSTGRES(15, {"citext", "pg_stat_statements"}); }

    /// What the whole way says of a project's document; the schema that it ends in is in `made`.
    std::string build(const fs::path& document) {
        diagnostics problems;
        source_texts texts;
        progress silent;
        made = project::design_project(folder() / document, {.postgres = 15}, {problems, texts, silent});
        return shown(problems, texts);
    }

    /// What is said of a schema in SQL.
    std::string check(const fs::path& file) {
        diagnostics problems;
        source_texts texts;
        progress silent;
        project::workshop workshop({.postgres = 15});
        const project::source source{.path = folder() / file};
        if (const auto read = workshop.read({&source, 1}, {problems, texts, silent}))
            check::check_schema(read->front(), texts, problems);
        return shown(problems, texts);
    }

    /// A database with the schema of `made`.
    postgres::connection database() const {
        auto session = tests::fresh_database();
        session.run(diff::to_sql(made->plan));
        session.run("RESET ALL");
        return session;
    }

    /// The indexes of `made`, behind constraints too: "users: email".
    std::string indexes() const {
        auto session = database();
        return value(session,
                     "SELECT string_agg(indexdef, E'\\n' ORDER BY indexdef) FROM (SELECT regexp_replace(indexdef, "
                     "'.* ON (ONLY )?', '') AS indexdef FROM pg_indexes WHERE schemaname = 'public') AS of_public");
    }

    std::optional<project::proven_design> made;
};

TEST(DefectFolders, EveryOneSaysWhatMustHappen) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder())) {
        if (!entry.is_directory()) continue;
        ++count;
        EXPECT_THAT(read_file(entry.path() / "note.md"), testing::HasSubstr("## What must happen")) << entry.path();
        EXPECT_THAT(read_file(folder() / "README.md"), testing::HasSubstr(entry.path().filename().string()));
    }
    EXPECT_EQ(count, 12u);
}

TEST_F(Defects, D01_ACastInAnIndexNeedsParentheses) {
    EXPECT_EQ(build("D-01/requirements.yaml"),
              R"(D-01/requirements.yaml:8:16: error: "(discipline_breakdown ->> 'team_count')::integer" in "of" of )"
              R"("index" of entity "SprintAnalysis" cannot be read [TN2325]
    8 |       - {of: ["(discipline_breakdown ->> 'team_count')::integer"], reason: analyses over several teams}
      |                ^
  hint: write a name or (an expression), then asc or desc, nulls first or nulls last
)");
    EXPECT_EQ(build("D-01/corrected.yaml"), "");
    EXPECT_THAT(indexes(), testing::HasSubstr("btree ((((discipline_breakdown ->> 'team_count'::text))::integer))"));
    EXPECT_EQ(check("D-01/schema.sql"),
              R"(D-01/schema.sql:3:53: error: syntax error at or near "::" [TN5101]
    3 |   USING btree ((discipline_breakdown->>'team_count')::int);
      |                                                     ^
)");
}

TEST_F(Defects, D04_AQueryNamesColumnsThatAreGone) {
    EXPECT_EQ(
        build("D-04/requirements.yaml"),
        R"(D-04/queries/health.sql:3:22: error: query slowest_statements: column "total_time" does not exist [TN6020]
    3 | SELECT query, calls, total_time, mean_time, rows
      |                      ^
)");
    EXPECT_FALSE(made);
    const support::temporary_folder corrected;
    fs::copy_file(folder() / "D-04/requirements.yaml", corrected.path() / "requirements.yaml");
    fs::create_directory(corrected.path() / "queries");
    fs::copy_file(folder() / "D-04/corrected/health.sql", corrected.path() / "queries/health.sql");
    EXPECT_EQ(build(corrected.path() / "requirements.yaml"), "");
    EXPECT_TRUE(made);
}

TEST_F(Defects, D05_NothingWouldFillUpdatedAt) {
    EXPECT_EQ(
        build("D-05/requirements.yaml"),
        R"(D-05/requirements.yaml:7:7: error: attribute "updated_at" has the name of a column that the behaviour )"
        R"(timestamps makes, and nothing fills it when a row is inserted [TN2347]
    7 |       updated_at: timestamp
      |       ^
  hint: delete it: every entity has it; if it means something else, rename it
)");
    EXPECT_EQ(build("D-05/corrected.yaml"), "");
    auto db = database();
    EXPECT_EQ(answer(db, "INSERT INTO notes (body) VALUES ('x')"), "accepted");
    EXPECT_EQ(value(db, "SELECT updated_at IS NOT NULL FROM notes"), "t");
    EXPECT_EQ(
        check("D-05/schema.sql"),
        R"(D-05/schema.sql:5:5: warning: column public.notes.updated_at is required and nothing fills it: an INSERT )"
        R"(that leaves it out fails [TN3602]
    5 |     updated_at timestamptz NOT NULL
      |     ^
  hint: give it the default now(), and a trigger that sets it before each UPDATE
)");
}

TEST_F(Defects, D06_ARequiredNameOfOptionalParts) {
    EXPECT_EQ(build("D-06/requirements.yaml"),
              R"(D-06/requirements.yaml:9:30: warning: computed column "full_name" is required, and its expression is )"
              R"(null where "first_name" or "last_name" is missing [TN2346]
    9 |       full_name: text(255) = first_name || ' ' || last_name
      |                              ^
  hint: such rows would be refused: write text(255)?, or coalesce(first_name, …)
)");
    EXPECT_EQ(build("D-06/corrected.yaml"), "");
    auto db = database();
    EXPECT_EQ(answer(db, "INSERT INTO users DEFAULT VALUES"), "accepted");
}

TEST_F(Defects, D07_IndexesThatAnotherOneCovers) {
    EXPECT_EQ(
        build("D-07/requirements.yaml"),
        R"(D-07/requirements.yaml:6:27: warning: "indexed" of attribute "email" says what "unique" brings along )"
        R"([TN2210]
    6 |       email: email unique indexed
      |                           ^
  hint: delete it
D-07/requirements.yaml:9:9: info: no index is made for email of User: constraint public.users.uq_users_email is there, )"
        R"(and the constraint has an index with the same keys [TN3301]
    9 |       - {of: [email], where: is_active}
      |         ^
  hint: leave it out
D-07/requirements.yaml:16:13: info: no index is made for user_id of UserProfile: constraint )"
        R"(public.user_profiles.uq_user_profiles_user_id is there, and the constraint has an index with the same keys )"
        R"([TN3301]
   16 |     index: [[user]]
      |             ^
  hint: leave it out
D-07/requirements.yaml:23:9: info: no index is made for state of Sprint: index )"
        R"(public.idx_sprints_state_start_date_end_date is there, and its keys begin with state [TN3301]
   23 |       - [state]
      |         ^
  hint: leave it out
)");
    ASSERT_TRUE(made);
    const auto with_the_defect = indexes();
    EXPECT_EQ(build("D-07/corrected.yaml"), "");
    EXPECT_EQ(with_the_defect, indexes()) << "none of the four is made";
    EXPECT_EQ(
        check("D-07/schema.sql"),
        R"(D-07/schema.sql:2:14: warning: index public.idx_users_email on email serves nothing: constraint )"
        R"(public.users.users_email_key is there, and the constraint has an index with the same keys [TN3601]
    2 | CREATE INDEX idx_users_email ON users (email);
      |              ^
  hint: drop it: each write keeps both
D-07/schema.sql:3:14: warning: index public.idx_active_users on email serves nothing: constraint )"
        R"(public.users.users_email_key is there, and the constraint has an index with the same keys [TN3601]
    3 | CREATE INDEX idx_active_users ON users (email) WHERE is_active = TRUE;
      |              ^
  hint: drop it: each write keeps both
D-07/schema.sql:5:14: warning: index public.idx_user_profiles_user_id on user_id serves nothing: constraint )"
        R"(public.user_profiles.user_profiles_user_id_key is there, and the constraint has an index with the same keys )"
        R"([TN3601]
    5 | CREATE INDEX idx_user_profiles_user_id ON user_profiles (user_id);
      |              ^
  hint: drop it: each write keeps both
D-07/schema.sql:7:14: warning: index public.idx_sprints_state on state serves nothing: index )"
        R"(public.idx_sprints_state_dates is there, and its keys begin with state [TN3601]
    7 | CREATE INDEX idx_sprints_state ON sprints (state);
      |              ^
  hint: drop it: each write keeps both
)");
}

TEST_F(Defects, D09_ASearchVectorOfAnOptionalPart) {
    EXPECT_EQ(
        build("D-09/requirements.yaml"),
        R"(D-09/requirements.yaml:9:38: warning: computed column "search_vector" is required, and its expression )"
        R"(is null where "content" is missing [TN2346]
    9 |       search_vector: sql(tsvector) = to_tsvector('english', title || ' ' || content)
      |                                      ^
  hint: such rows would be refused: write sql(tsvector)?, or coalesce(content, …); for full-text search there is the )"
        R"(behaviour searchable
)");
    EXPECT_EQ(build("D-09/corrected.yaml"), "");
    auto db = database();
    db.run("INSERT INTO articles (title) VALUES ('ice')");
    EXPECT_EQ(value(db, "SELECT search_vector FROM articles"), "'ice':1A");
    EXPECT_EQ(value(db, "SELECT count(*) FROM articles WHERE search_vector @@ to_tsquery('english', 'ice')"), "1");
    EXPECT_EQ(
        check("D-09/schema.sql"),
        R"(D-09/schema.sql:5:5: warning: column public.articles.search_vector is null where content is: no search finds )"
        R"(such rows [TN3607]
    5 |     search_vector tsvector GENERATED ALWAYS AS (to_tsvector('english', title || ' ' || content)) STORED
      |     ^
  hint: write coalesce(content, '')
D-09/schema.sql:7:14: warning: index public.articles_by_words is null where content is: no search finds such rows [TN3607]
    7 | CREATE INDEX articles_by_words ON articles USING gin (to_tsvector('english', title || ' ' || content));
      |              ^
  hint: write coalesce(content, '')
)");
}

TEST_F(Defects, D12_NoQueryOfASessionIsAUtilityStatement) {
    EXPECT_EQ(
        build("D-12/requirements.yaml"),
        R"(D-12/queries/maintenance.sql:3:1: error: query vacuum_tables is a utility statement: vacuum cannot be )"
        R"(prepared and takes no parameters [TN6013]
    3 | VACUUM ANALYZE;
      | ^
  hint: a query is SELECT, INSERT, UPDATE, DELETE, MERGE or VALUES
)");
    EXPECT_FALSE(made);
}

TEST_F(Defects, D13_APasswordHasNoDefaultAndIsNoText) {
    const auto said = build("D-13/requirements.yaml");
    EXPECT_EQ(said,
              R"(D-13/requirements.yaml:7:35: error: attribute "hashed_password" is a password and cannot have a )"
              R"(default [TN2212]
    7 |       hashed_password: password = **********
      |                                   ^
  hint: only its hash is kept; delete it
)");
    EXPECT_EQ(said.find("admin123"), std::string::npos);
    EXPECT_EQ(
        build("D-13/plain.yaml"),
        R"(D-13/plain.yaml:7:24: error: attribute "hashed_password" is named like a secret and kept as plain text )"
        R"([TN2213]
    7 |       hashed_password: text(255)
      |                        ^
  hint: use password or encrypted(text); if it is no secret, say so with sql(text)
)");
    EXPECT_EQ(build("D-13/corrected.yaml"), "");
    auto db = database();
    EXPECT_EQ(answer(db, "INSERT INTO users (email, hashed_password) VALUES ('a@example.org', 'admin123')"),
              "23514: new row for relation \"users\" violates check constraint \"chk_users_hashed_password_hashed\"");
    const auto found = check("D-13/schema.sql");
    EXPECT_EQ(
        found,
        R"(D-13/schema.sql:4:5: warning: column public.users.hashed_password has a default: whoever reads the schema )"
        R"(knows the secret of each row that leaves it out [TN3606]
    4 |     hashed_password varchar(255) NOT NULL DEFAULT '********',
      |     ^
  hint: drop the default, and change it where it is in use
)");
    EXPECT_EQ(found.find("admin123"), std::string::npos);
}

TEST_F(Defects, D14_TheTimeOfTheLastChangeIsKept) {
    EXPECT_EQ(build("D-14/requirements.yaml"), "");
    auto db = database();
    db.run("INSERT INTO notes (body) VALUES ('x')");
    db.run("UPDATE notes SET body = 'y'");
    EXPECT_EQ(value(db, "SELECT updated_at > created_at FROM notes"), "t");
    db.run("UPDATE notes SET updated_at = created_at");
    EXPECT_EQ(value(db, "SELECT updated_at > created_at FROM notes"), "t") << "a client cannot set it back";
    EXPECT_EQ(check("D-14/schema.sql"),
              R"(D-14/schema.sql:5:5: warning: column public.notes.updated_at has a default, which acts at the INSERT )"
              R"(only: an UPDATE leaves the old time [TN3603]
    5 |     updated_at timestamptz NOT NULL DEFAULT now()
      |     ^
  hint: set it in a trigger: BEFORE UPDATE ON public.notes FOR EACH ROW, NEW.updated_at := now()
)");
}

TEST_F(Defects, D15_TheTenantIsPartOfEveryKeyOfACache) {
    EXPECT_EQ(build("D-15/requirements.yaml"), "");
    ASSERT_TRUE(made);
    auto db = database();
    db.run(
        "INSERT INTO organizations (id, name) VALUES (1, 'one'); INSERT INTO notes (id, slug, body, tenant_id) VALUES "
        "(7, 's', 'b', 1)");
    EXPECT_EQ(value(db, "SELECT changes -> 0 -> 'rows' FROM tenon_outbox"),
              R"([{"id": 7, "slug": "s", "tenant_id": 1}])");
    std::vector<std::string> decisions;
    for (const auto& decision : made->from.notes.decisions)
        if (decision.object == catalog::object_id{catalog::object_kind::table, "public.notes"})
            decisions.push_back(decision.what);
    EXPECT_THAT(decisions, testing::Contains("tenant_id is part of every key of a cache"));
}

TEST_F(Defects, D16_ATokenIsNoTextAndUnique) {
    EXPECT_EQ(
        build("D-16/requirements.yaml"),
        R"(D-16/requirements.yaml:9:22: error: attribute "session_token" is named like a secret and kept as plain text )"
        R"([TN2213]
    9 |       session_token: text(255) indexed
      |                      ^
  hint: use token or encrypted(text); if it is no secret, say so with sql(text)
)");
    EXPECT_EQ(build("D-16/corrected.yaml"), "");
    auto db = database();
    db.run("INSERT INTO users (email) VALUES ('a@example.org')");
    const auto insert = [&](const std::string& token) {
        return answer(db,
                      fmt::format("INSERT INTO user_sessions (session_token, expires_at, user_id) SELECT {}, now(), "
                                  "id FROM users",
                                  token));
    };
    EXPECT_EQ(insert("'secret'"),
              "23514: new row for relation \"user_sessions\" violates check constraint "
              "\"chk_user_sessions_session_token_size\"");
    EXPECT_EQ(insert("sha256('secret')"), "accepted");
    EXPECT_EQ(insert("sha256('secret')"),
              "23505: duplicate key value violates unique constraint \"uq_user_sessions_session_token\"");
    EXPECT_EQ(
        check("D-16/schema.sql"),
        R"(D-16/schema.sql:5:5: warning: column public.user_sessions.session_token is named like a secret and kept )"
        R"(as plain text: who reads the table, or a backup of it, can use it [TN3604]
    5 |     session_token varchar(255) NOT NULL,
      |     ^
  hint: keep its SHA-256 in a column of type bytea
D-16/schema.sql:5:5: warning: column public.user_sessions.session_token is not unique: two rows may have the same one )"
        R"([TN3605]
    5 |     session_token varchar(255) NOT NULL,
      |     ^
  hint: add UNIQUE
)");
}

TEST_F(Defects, NoneOfThemIsInWhatTenonMakes) {
    for (const std::string platform : {"chip_quality", "learning_platform", "sprint_reports"}) {
        diagnostics problems;
        source_texts texts;
        progress silent;
        project::workshop workshop({.postgres = 15});
        const project::source source{.kind = project::source_kind::requirements,
                                     .path = support::source_folder() / "examples" / platform / "requirements.yaml"};
        const auto read = workshop.read({&source, 1}, {problems, texts, silent});
        ASSERT_TRUE(read) << shown(problems, texts);
        diagnostics found;
        check::check_schema(read->front(), texts, found);
        EXPECT_EQ(shown(found, texts), "") << platform;
    }
}

}  // namespace
}  // namespace tenon
