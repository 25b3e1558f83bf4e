// SPDX-License-Identifier: Apache-2.0
#include "base/codes/postgres.hpp"
#include "postgres/connection.hpp"
#include "support/servers.hpp"

namespace tenon::postgres {
namespace {

class RunAll : public ::testing::Test {
protected:
    void run(const std::vector<std::string_view>& statements) { session.run_all(statements); }
    std::string ask(const std::string& sql) { return std::string(session.execute(sql).text(0, 0)); }
    /// What is thrown, as "index: statement at position: message".
    std::string refusal(const std::vector<std::string_view>& statements) {
        try {
            run(statements);
        } catch (const database_error& error) {
            return fmt::format("{}: {} at {}: {}", error.index().value_or(999), error.statement(), error.position(),
                               error.message().message);
        }
        return "nothing";
    }

    connection session = tests::fresh_database();
};

TEST_F(RunAll, RunsEachStatementInOrder) {
    run({"CREATE TABLE a (i int)", "INSERT INTO a VALUES (1), (2) -- a comment to the end", "INSERT INTO a VALUES (3)",
         "SELECT * FROM a"});
    EXPECT_EQ(ask("SELECT count(*) FROM a"), "3");
    run({});
    EXPECT_EQ(ask("SELECT 1"), "1") << "usable afterwards";
}

TEST_F(RunAll, NamesTheStatementThatFailsWhereTheServerPoints) {
    EXPECT_EQ(refusal({"CREATE TABLE ä ()", "SELECT 'ää'", "SELECT nix", "SELECT 1"}),
              "2: SELECT nix at 8: column \"nix\" does not exist");
    EXPECT_EQ(ask("SELECT to_regclass('ä') IS NULL"), "t") << "one transaction";
    EXPECT_EQ(refusal({"CREATE TABLE b ()", "CREATE TABEL c ()", "SELECT 1"}),
              "1: CREATE TABEL c () at 8: syntax error at or near \"TABEL\"");
}

TEST_F(RunAll, NamesTheStatementThatFailsWhereTheServerPointsNowhere) {
    EXPECT_EQ(refusal({"CREATE TABLE c (i int PRIMARY KEY)", "INSERT INTO c VALUES (1)", "INSERT INTO c VALUES (1)"}),
              "2: INSERT INTO c VALUES (1) at 0: duplicate key value violates unique constraint \"c_pkey\"");
    EXPECT_EQ(
        refusal({"CREATE TABLE d (i int PRIMARY KEY)",
                 "CREATE TABLE e (i int REFERENCES d DEFERRABLE INITIALLY DEFERRED)", "INSERT INTO e VALUES (1)"}),
        "2: INSERT INTO e VALUES (1) at 0: insert or update on table \"e\" violates foreign key constraint "
        "\"e_i_fkey\"")
        << "what fails at the end is told of the last";
}

TEST_F(RunAll, SendsWhatIsLargeInParts) {
    const std::string large = fmt::format("INSERT INTO f SELECT length('{}')", std::string(400000, 'x'));
    std::vector<std::string_view> statements{"CREATE TABLE f (i int)"};
    for (int i = 0; i < 10; ++i) statements.push_back(large);
    statements.push_back("SELECT 1/0 FROM f");
    session.run("BEGIN");
    EXPECT_EQ(refusal(statements).substr(0, 40), "11: SELECT 1/0 FROM f at 0: division by ");
    EXPECT_TRUE(session.in_failed_transaction());
    session.run("ROLLBACK");
    statements.pop_back();
    run(statements);
    EXPECT_EQ(ask("SELECT count(*) FROM f WHERE i = 400000"), "10");
}

TEST_F(RunAll, RefusesAZeroByteBeforeItSends) {
    const std::string bad("SELECT '\0'", 10);
    EXPECT_THROW(run({"CREATE TABLE z()", bad}), database_error);
    EXPECT_EQ(ask("SELECT to_regclass('z') IS NULL"), "t");
}

TEST_F(RunAll, SaysThatTheConnectionBroke) {
    try {
        run({"SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 3"});
        FAIL();
    } catch (const database_error& error) {
        EXPECT_EQ(error.code(), code::connection_lost);
        EXPECT_EQ(error.index(), 1U);
    }
}

}  // namespace
}  // namespace tenon::postgres
