// SPDX-License-Identifier: Apache-2.0
#include "postgres/connection.hpp"

#include "base/codes/command_line.hpp"
#include "base/codes/postgres.hpp"
#include "support/servers.hpp"

#include <chrono>
#include <thread>

namespace tenon::postgres {
namespace {

using ::testing::HasSubstr;

/// Runs `act` and returns what it throws.
template <class Act>
database_error error_of(Act act) {
    try {
        act();
    } catch (const database_error& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {code::internal_error, "", {}, ""};
}

class Connection : public ::testing::Test {
protected:
    connection& session() {
        static connection one = tests::fresh_database();
        return one;
    }
};

TEST_F(Connection, GivesRowsAsTexts) {
    const result rows = session().execute("SELECT 1 AS one, 'a' || 'ü' AS two, NULL AS three, true AS four");
    ASSERT_EQ(rows.row_count(), 1);
    ASSERT_EQ(rows.column_count(), 4);
    EXPECT_EQ(rows.text(0, 1), "aü");
    EXPECT_EQ(rows.integer(0, 0), 1);
    EXPECT_TRUE(rows.boolean(0, 3));
    EXPECT_TRUE(rows.is_null(0, 2));
    EXPECT_EQ(rows.text(0, 2), "");
    EXPECT_EQ(rows.column_name(1), "two");
    EXPECT_EQ(rows.column_type(0), 23U);
    EXPECT_THROW(rows.text(1, 0), internal_error);
    EXPECT_THROW(rows.text(0, 4), internal_error);
    EXPECT_THROW(rows.integer(0, 1), internal_error);
}

TEST_F(Connection, PassesValuesAsParameters) {
    const result rows =
        session().execute("SELECT $1::int + 1, $2::text, $3::text IS NULL", {"41", "it's; DROP", std::nullopt});
    EXPECT_EQ(rows.text(0, 0), "42");
    EXPECT_EQ(rows.text(0, 1), "it's; DROP");
    EXPECT_TRUE(rows.boolean(0, 2));
    const auto error = error_of([&] { session().execute("SELECT $1::text", {std::string("a\0b", 3)}); });
    EXPECT_STREQ(error.what(), "a value has a zero byte, which no PostgreSQL text can hold");
    EXPECT_EQ(error.sqlstate(), "22021");
}

TEST_F(Connection, CountsRows) {
    session().run("CREATE TABLE counted(i int)");
    EXPECT_EQ(session().execute("INSERT INTO counted SELECT generate_series(1, 5)").affected(), 5);
    const result gone = session().execute("DELETE FROM counted WHERE i > $1", {"2"});
    EXPECT_EQ(gone.affected(), 3);
    EXPECT_EQ(gone.command(), "DELETE 3");
}

TEST_F(Connection, TellsWhatItIs) {
    EXPECT_EQ(session().major(), 15);
    EXPECT_GE(session().server_version(), 150000);
    EXPECT_EQ(session().execute("SHOW application_name").text(0, 0), "tenon");
    EXPECT_EQ(session().execute("SHOW client_encoding").text(0, 0), "UTF8");
    EXPECT_EQ(session().execute("SELECT pg_backend_pid()").integer(0, 0), session().process_id());
    EXPECT_EQ(session().parameter_status("is_superuser"), "on");
    EXPECT_EQ(session().user(), "postgres");
    EXPECT_EQ(session().execute("SELECT current_database()").text(0, 0), session().database());
    EXPECT_EQ(session().display_name(),
              "postgres://postgres@" + tests::server().folder().string() + "/" + session().database());
}

TEST_F(Connection, KeepsAnApplicationNameThatTheUserSets) {
    connection named(tests::server().url(session().database()) + "&application_name=mine");
    EXPECT_EQ(named.execute("SHOW application_name").text(0, 0), "mine");
}

TEST_F(Connection, TellsEverythingAboutAnError) {
    session().run("CREATE SCHEMA e; CREATE TABLE e.t(i int CONSTRAINT positive CHECK (i > 0))");
    const auto refused = error_of([&] { session().execute("INSERT INTO e.t VALUES ($1)", {"-1"}); });
    EXPECT_EQ(refused.code(), code::statement_failed);
    EXPECT_STREQ(refused.what(), "new row for relation \"t\" violates check constraint \"positive\" (SQLSTATE 23514)");
    EXPECT_EQ(refused.sqlstate(), "23514");
    EXPECT_EQ(refused.severity(), "ERROR");
    EXPECT_EQ(refused.detail(), "Failing row contains (-1).");
    EXPECT_EQ(refused.message().schema, "e");
    EXPECT_EQ(refused.message().table, "t");
    EXPECT_EQ(refused.message().constraint, "positive");
    EXPECT_EQ(refused.statement(), "INSERT INTO e.t VALUES ($1)");

    const auto unknown = error_of([&] { session().execute("SELECT 'ü', nix FROM e.t"); });
    EXPECT_EQ(unknown.sqlstate(), "42703");
    EXPECT_EQ(unknown.position(), 13) << "characters, not bytes";

    const auto inside = error_of([&] { session().run("DO $$BEGIN PERFORM 1/0; END$$"); });
    EXPECT_EQ(inside.sqlstate(), "22012");
    EXPECT_THAT(inside.message().context, HasSubstr("PL/pgSQL"));
}

TEST_F(Connection, RunsAScriptUntilItsFirstError) {
    const auto error =
        error_of([&] { session().run("CREATE TABLE script(i int);\nSELECT 1;\nSELECT nix;\nCREATE TABLE never()"); });
    EXPECT_EQ(error.sqlstate(), "42703");
    EXPECT_EQ(error.position(), 46) << "in the whole script";
    EXPECT_EQ(session().execute("SELECT to_regclass('script') IS NULL AND to_regclass('never') IS NULL").text(0, 0),
              "t");
    session().run("");
    session().run("-- nothing\n");
}

TEST_F(Connection, RefusesCopyWhereThereIsNoData) {
    const auto error = error_of([&] { session().run("CREATE TABLE c(i int); COPY c FROM STDIN; SELECT 1"); });
    EXPECT_STREQ(error.what(), "COPY from or to the client is not possible here");
    EXPECT_EQ(error_of([&] { session().execute("COPY (SELECT 1) TO STDOUT"); }).sqlstate(), "0A000");
    EXPECT_EQ(session().execute("SELECT 1").text(0, 0), "1") << "usable afterwards";
}

TEST_F(Connection, CopiesInAndOut) {
    session().run("CREATE TABLE copied(i int, t text)");
    std::string data;
    for (int i = 0; i < 100'000; ++i) data += fmt::format("{}\tline {}\n", i, i);
    EXPECT_EQ(session().copy_in("COPY copied FROM STDIN", data), 100'000);
    EXPECT_EQ(session().copy_out("COPY (SELECT * FROM copied ORDER BY i) TO STDOUT"), data);

    const auto error = error_of([&] { session().copy_in("COPY copied FROM STDIN", "1\tfine\nx\tbad\n"); });
    EXPECT_EQ(error.sqlstate(), "22P02");
    EXPECT_THAT(error.message().context, HasSubstr("line 2"));
    EXPECT_EQ(error_of([&] { session().copy_in("COPY nowhere FROM STDIN", "1\n"); }).sqlstate(), "42P01");
    EXPECT_EQ(session().execute("SELECT count(*) FROM copied").text(0, 0), "100000");
}

TEST_F(Connection, DescribesWithoutRunning) {
    session().run("CREATE TABLE described(id bigint, name varchar(20))");
    const description found =
        session().describe("SELECT name, id + 1 AS next FROM described WHERE id = $1 AND name = $2");
    EXPECT_EQ(found.parameters, (std::vector<std::uint32_t>{20, 25})) << "varchar is compared as text";
    ASSERT_EQ(found.columns.size(), 2U);
    EXPECT_EQ(found.columns[0].name, "name");
    EXPECT_EQ(found.columns[0].type, 1043U);
    EXPECT_EQ(found.columns[0].modifier, 24);
    EXPECT_EQ(found.columns[0].number, 2);
    EXPECT_NE(found.columns[0].table, 0U);
    EXPECT_EQ(found.columns[1].table, 0U);
    EXPECT_TRUE(session().describe("DELETE FROM described").columns.empty());
    EXPECT_EQ(error_of([&] { session().describe("SELECT * FROM nowhere"); }).position(), 15);
}

TEST_F(Connection, HandsOverNotices) {
    std::vector<std::string> heard;
    session().on_notice([&](const server_message& notice) { heard.push_back(notice.severity + " " + notice.message); });
    session().run("DO $$BEGIN RAISE NOTICE 'one'; RAISE WARNING 'two'; END$$");
    session().on_notice({});
    session().run("DO $$BEGIN RAISE NOTICE 'three'; END$$");
    EXPECT_THAT(heard, ::testing::ElementsAre("NOTICE one", "WARNING two"));
}

TEST_F(Connection, KnowsItsTransaction) {
    EXPECT_FALSE(session().in_transaction());
    session().run("BEGIN");
    EXPECT_TRUE(session().in_transaction());
    EXPECT_FALSE(session().in_failed_transaction());
    error_of([&] { session().execute("SELECT nix"); });
    EXPECT_TRUE(session().in_failed_transaction());
    session().run("ROLLBACK");
    EXPECT_FALSE(session().in_transaction());
}

TEST_F(Connection, CanBeCancelledFromAnotherThread) {
    const canceller stop = session().get_canceller();
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        EXPECT_TRUE(stop.cancel());
    });
    const auto error = error_of([&] { session().execute("SELECT pg_sleep(60)"); });
    other.join();
    EXPECT_EQ(error.sqlstate(), "57014");
}

TEST_F(Connection, SaysThatTheConnectionBroke) {
    connection victim = tests::another_session(session());
    session().execute("SELECT pg_terminate_backend($1)", {std::to_string(victim.process_id())});
    const auto error = error_of([&] { victim.execute("SELECT pg_sleep(5)"); });
    EXPECT_EQ(error.code(), code::connection_lost);
    EXPECT_THAT(error.what(), HasSubstr("the connection broke: "));
    EXPECT_THAT(error.what(), HasSubstr("terminating connection due to administrator command"));
    EXPECT_EQ(error.state(), "the server rolls back what was not committed; a COMMIT under way may have succeeded");
    EXPECT_FALSE(victim.is_usable());
    EXPECT_EQ(error_of([&] { victim.execute("SELECT 1"); }).sqlstate(), "08006");
}

}  // namespace
}  // namespace tenon::postgres
