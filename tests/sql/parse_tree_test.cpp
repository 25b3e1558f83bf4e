// SPDX-License-Identifier: Apache-2.0
#include "sql/parse_tree.hpp"

#include "sql/statement_kind.hpp"

#include <boost/json.hpp>

namespace tenon::sql {
namespace {

TEST(ParseTree, GivesKindsAndPlacesInBytes) {
    const std::string text = "-- ü\nselect 'ü';\n  create table \"ü\" (a int) ; /* x */";
    const parse_tree tree(text);
    ASSERT_TRUE(tree.understood());
    ASSERT_EQ(tree.statements().size(), 2U);
    EXPECT_EQ(tree.statements()[0].kind, "SelectStmt");
    EXPECT_EQ(text.substr(tree.statements()[0].offset, tree.statements()[0].length), "select 'ü'");
    EXPECT_EQ(tree.statements()[1].kind, "CreateStmt");
    EXPECT_EQ(text.substr(tree.statements()[1].offset, tree.statements()[1].length), "create table \"ü\" (a int) ");
    const auto* relation = object_member(*tree.statements()[1].node, "relation");
    ASSERT_NE(relation, nullptr);
    EXPECT_EQ(text_member(*relation, "relname"), "ü");
    EXPECT_EQ(array_member(*tree.statements()[1].node, "tableElts")->size(), 1U);
}

TEST(ParseTree, TakesNewerGrammarForNoError) {
    const parse_tree tree("select 'ü', json_object('a' value 1)");
    EXPECT_FALSE(tree.understood());
    EXPECT_EQ(tree.why_not()->message, "syntax error at or near \"value\"");
    EXPECT_EQ(tree.why_not()->byte, std::string("select 'ü', json_object('a' ").size());
    EXPECT_TRUE(tree.statements().empty());
}

TEST(ParseTree, TakesEmptyAndStrangeTexts) {
    EXPECT_TRUE(parse_tree("").understood());
    EXPECT_TRUE(parse_tree(" ; -- x").statements().empty());
    EXPECT_FALSE(parse_tree(std::string("a\0b", 3)).understood());
    const parse_tree deep("select " + std::string(50000, '(') + "1" + std::string(50000, ')'));
    EXPECT_FALSE(deep.understood());
    std::string sum = "select 1";
    for (int i = 0; i < 300; ++i) sum += "+1";
    EXPECT_TRUE(parse_tree(sum).understood());
}

TEST(ParseTree, SurvivesBeingMoved) {
    parse_tree tree("select 1");
    parse_tree other(std::move(tree));
    EXPECT_EQ(other.statements()[0].kind, "SelectStmt");
    EXPECT_NE(array_member(*other.statements()[0].node, "targetList"), nullptr);
}

TEST(ParseTree, CountsCharactersAndBytes) {
    EXPECT_EQ(character_of_byte("aüb", 3), 2U);
    EXPECT_EQ(byte_of_character("aüb", 2), 3U);
    EXPECT_EQ(byte_of_character("aüb", 9), 4U);
    EXPECT_EQ(character_of_byte("aüb", 99), 3U);
}

TEST(StatementKind, KnowsTransactionControl) {
    using enum transaction_control;
    const std::pair<const char*, transaction_control> cases[] = {{"BEGIN", begin},
                                                                 {"/* x */ begin isolation level serializable", begin},
                                                                 {"start transaction", begin},
                                                                 {"COMMIT", commit},
                                                                 {"end", commit},
                                                                 {"ROLLBACK", rollback},
                                                                 {"abort", rollback},
                                                                 {"rollback to savepoint a", rollback},
                                                                 {"savepoint a", savepoint},
                                                                 {"release a", savepoint},
                                                                 {"prepare transaction 'x'", prepared},
                                                                 {"commit prepared 'x'", prepared},
                                                                 {"prepare p as select 1", none},
                                                                 {"set transaction read only", settings},
                                                                 {"set constraints all deferred", settings},
                                                                 {"set search_path = a", none},
                                                                 {"", none},
                                                                 {"create table begin_ (a int)", none}};
    for (const auto& [text, expected] : cases) EXPECT_EQ(transaction_control_of(text), expected) << text;
}

TEST(StatementKind, KnowsWhatRunsAlone) {
    for (const char* text :
         {"create database x", "DROP DATABASE x", "vacuum t", "vacuum (full) t", "create index concurrently i on t (a)",
          "create unique index concurrently if not exists i on t (a)", "drop index concurrently i",
          "alter system set a = 1", "create tablespace s location '/x'", "reindex table concurrently t",
          "reindex schema s", "cluster", "create subscription s connection 'x' publication p", "discard all",
          "alter table only a.b detach partition c.d concurrently", "alter database d set tablespace t"})
        EXPECT_TRUE(runs_outside_transaction(text)) << text;
    for (const char* text :
         {"create table concurrently_ (a int)", "create index i on t (a)", "cluster t using i", "reindex table t",
          "alter database d set search_path = a", "create index \"concurrently\" on t (a)", "", "discard plans"})
        EXPECT_FALSE(runs_outside_transaction(text)) << text;
}

TEST(StatementKind, TellsWhatStaysInTheDatabase) {
    const std::pair<const char*, statement_effect> forms[] = {
        {"INSERT INTO t VALUES (1)", statement_effect::data},
        {"/* why */ with x as (select 1) insert into t select * from x", statement_effect::data},
        {"(SELECT setval('s', 5))", statement_effect::data},
        {"REFRESH MATERIALIZED VIEW v", statement_effect::data},
        {"CREATE TABLE t (a integer, b integer GENERATED ALWAYS AS (a) STORED)", statement_effect::schema},
        {"CREATE TABLE t (a) AS SELECT 1", statement_effect::either},
        {"create unlogged table t as table u", statement_effect::either},
        {"CREATE TABLE t AS (SELECT 1)", statement_effect::either},
        {"DO $$ BEGIN END $$", statement_effect::either},
        {"CREATE MATERIALIZED VIEW v AS SELECT 1", statement_effect::schema},
        {"CREATE USER MAPPING FOR a SERVER s", statement_effect::schema},
        {"COMMENT ON TABLE t IS 'x'", statement_effect::schema},
        {"CREATE USER a", statement_effect::server},
        {"ALTER SYSTEM SET work_mem = 1", statement_effect::server},
        {"DROP DATABASE x", statement_effect::server},
        {"SET work_mem = 1", statement_effect::session},
        {"BEGIN", statement_effect::session},
        {"VACUUM t", statement_effect::upkeep},
        {"COPY t FROM STDIN", statement_effect::upkeep},
        {"ANYTHING of a later version", statement_effect::schema},
    };
    for (const auto& [text, effect] : forms) EXPECT_EQ(effect_of(text), effect) << text;
}

}  // namespace
}  // namespace tenon::sql
