// SPDX-License-Identifier: Apache-2.0
#include "base/codes/postgres.hpp"
#include "postgres/connection.hpp"
#include "support/servers.hpp"

#include <chrono>
#include <thread>

namespace tenon::postgres {
namespace {

class Pipeline : public ::testing::Test {
protected:
    connection session = tests::fresh_database();
};

TEST_F(Pipeline, GivesResultsInOrder) {
    std::vector<statement> statements;
    for (int i = 0; i < 5000; ++i) statements.push_back({"SELECT $1::int", {std::to_string(i)}});
    const auto results = session.pipeline(statements);
    ASSERT_EQ(results.size(), statements.size());
    for (int i = 0; i < 5000; ++i) ASSERT_EQ(results[static_cast<std::size_t>(i)].integer(0, 0), i);
    EXPECT_TRUE(session.pipeline(std::vector<statement>{}).empty());
    EXPECT_EQ(session.execute("SELECT 1").text(0, 0), "1") << "usable afterwards";
}

/// Both directions carry far more than all buffers hold: whoever only writes, or only reads, waits for ever.
TEST_F(Pipeline, CannotDeadlock) {
    const std::string large(1 << 20, 'x');
    std::vector<statement> statements;
    for (int i = 0; i < 40; ++i) statements.push_back({"SELECT $1::text || repeat('y', 3000000)", {large}});
    int arrived = 0;
    session.pipeline(statements, [&](std::size_t index, result rows) {
        EXPECT_EQ(index, static_cast<std::size_t>(arrived++));
        EXPECT_EQ(rows.text(0, 0).size(), 4048576U);
    });
    EXPECT_EQ(arrived, 40);
}

TEST_F(Pipeline, NamesTheStatementThatFails) {
    const std::vector<statement> statements{
        {"CREATE TABLE p(i int)"}, {"INSERT INTO p VALUES (1)"}, {"SELECT nix"}, {"INSERT INTO p VALUES (2)"}};
    try {
        session.pipeline(statements);
        FAIL();
    } catch (const database_error& error) {
        EXPECT_EQ(error.index(), 2U);
        EXPECT_EQ(error.sqlstate(), "42703");
        EXPECT_EQ(error.statement(), "SELECT nix");
        EXPECT_EQ(error.position(), 8);
    }
    EXPECT_EQ(session.execute("SELECT to_regclass('p') IS NULL").text(0, 0), "t") << "one transaction";
}

TEST_F(Pipeline, RefusesAZeroByteBeforeItSends) {
    const std::vector<statement> statements{{"CREATE TABLE z()"}, {"SELECT $1", {std::string(1, '\0')}}};
    EXPECT_THROW(session.pipeline(statements), database_error);
    EXPECT_EQ(session.execute("SELECT to_regclass('z') IS NULL").text(0, 0), "t");
}

TEST_F(Pipeline, PassesOnWhatTheReceiverThrows) {
    std::vector<statement> statements(1000, {"SELECT repeat('x', 100000)"});
    int arrived = 0;
    EXPECT_THROW(session.pipeline(statements,
                                  [&](std::size_t, const result&) {
                                      if (++arrived == 3) throw std::runtime_error("enough");
                                  }),
                 std::runtime_error);
    EXPECT_EQ(arrived, 3);
    EXPECT_EQ(session.execute("SELECT 1").text(0, 0), "1");
}

TEST_F(Pipeline, KeepsAnOpenTransactionOpen) {
    session.run("BEGIN");
    session.pipeline(std::vector<statement>{{"CREATE TABLE q(i int)"}, {"INSERT INTO q VALUES (1)"}});
    EXPECT_TRUE(session.in_transaction());
    session.run("ROLLBACK");
    EXPECT_EQ(session.execute("SELECT to_regclass('q') IS NULL").text(0, 0), "t");
}

TEST_F(Pipeline, SaysThatTheConnectionBroke) {
    connection killer = tests::another_session(session);
    std::thread other([&, process = session.process_id()] {
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
        killer.execute("SELECT pg_terminate_backend($1)", {std::to_string(process)});
    });
    try {
        session.pipeline(std::vector<statement>{{"SELECT 1"}, {"SELECT pg_sleep(60)"}, {"SELECT 3"}});
        ADD_FAILURE();
    } catch (const database_error& error) {
        EXPECT_EQ(error.code(), code::connection_lost);
        EXPECT_EQ(error.index(), 1U);
    }
    other.join();
}

}  // namespace
}  // namespace tenon::postgres
