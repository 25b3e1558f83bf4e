// SPDX-License-Identifier: Apache-2.0
#include "queries/check.hpp"

#include "base/render.hpp"
#include "support/servers.hpp"

namespace tenon::queries {
namespace {

class QueryCheck : public testing::Test {
protected:
    /// What the server says of the queries, rendered.
    std::string problems_of(const std::string& text) {
        auto server = tests::fresh_database(15);
        server.run("create table lots (id bigint primary key, part_id uuid not null, label text)");
        diagnostics problems;
        const auto queries = parse_queries(text, "lots.sql", problems);
        described_ = check(queries, server, problems);
        source_texts texts;
        texts.add("lots.sql", text);
        problems.sort();
        std::string shown;
        for (const auto& item : problems.items()) shown += render(item, texts);
        return shown;
    }

    std::vector<described_query> described_;
};

TEST_F(QueryCheck, DescribesParametersAndColumns) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of("-- name: q :many\n-- param most: integer = 3\nSELECT id, label AS l FROM lots WHERE part_id "
                          "= :part LIMIT :most;"),
              "");
    ASSERT_EQ(described_.size(), 1U);
    EXPECT_EQ(described_[0].parameter_types, (std::vector<std::string>{"uuid", "integer"}));
    EXPECT_EQ(described_[0].columns.at(1).name, "l");
    EXPECT_EQ(described_[0].columns.at(1).type, "text");
}

TEST_F(QueryCheck, PointsAtThePlaceInTheFile) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of("-- name: q :many\nSELECT id, :x::text,\n       lable FROM lots WHERE part_id = :part;"),
              "lots.sql:3:8: error: query q: column \"lable\" does not exist [TN6020]\n"
              "    3 |        lable FROM lots WHERE part_id = :part;\n"
              "      |        ^\n"
              "  hint: Perhaps you meant to reference the column \"lots.label\".\n");
}

TEST_F(QueryCheck, AsksForTheTypeOfAParameter) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of("-- name: q :many\nSELECT :x IS NULL;"),
              "lots.sql:2:8: error: query q: could not determine data type of parameter :x [TN6021]\n"
              "    2 | SELECT :x IS NULL;\n"
              "      |        ^\n"
              "  hint: name its type: `-- param x: …`\n");
}

TEST_F(QueryCheck, TellsTheTwoTypesOfAParameter) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(
        problems_of("-- name: q :exec\nDELETE FROM lots\nWHERE id = :age AND label = :age;"),
        "lots.sql:3:29: error: query q: two types are inferred for :age, bigint in line 3 and text here [TN6021]\n"
        "    3 | WHERE id = :age AND label = :age;\n"
        "      |                             ^\n"
        "  hint: name its type: `-- param age: …`, and cast it where the other one is needed\n");
    // A use that leaves the type open says nothing against the others.
    EXPECT_EQ(problems_of("-- name: q :many\nSELECT id FROM lots WHERE :x IS NULL OR id = :x\n  OR part_id = :x;"),
              "lots.sql:3:16: error: query q: two types are inferred for :x, bigint in line 2 and uuid here [TN6021]\n"
              "    3 |   OR part_id = :x;\n"
              "      |                ^\n"
              "  hint: name its type: `-- param x: …`, and cast it where the other one is needed\n");
    // 42804: a CASE of two types.
    EXPECT_THAT(problems_of("-- name: q :many\nSELECT CASE WHEN :x THEN id ELSE :x END FROM lots;"),
                testing::StartsWith("lots.sql:2:34: error: query q: two types are inferred for :x, boolean in line 2 "
                                    "and bigint here [TN6021]\n"));
    // What is wrong for another reason stays the server's.
    EXPECT_THAT(
        problems_of("-- name: q :many\nSELECT id FROM lots WHERE id = :x OR id = :x + part_id;"),
        testing::StartsWith("lots.sql:2:46: error: query q: operator does not exist: bigint + uuid [TN6020]\n"));
    // A type that is named leaves nothing to infer.
    EXPECT_EQ(problems_of("-- name: q :many\n-- param x: bigint\nSELECT id FROM lots WHERE id = :x AND label = "
                          ":x::text;"),
              "");
}

TEST_F(QueryCheck, ReadsSampleValuesAsTheirTypes) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of("-- name: q :many\n-- param n: integer = 'abc'\n-- param at: timestamp = '2026-01-01 12:00'\n"
                          "-- param b: boolean = 5\n-- param i: integer = 5\n-- param s: text = 'it''s'\n"
                          "-- param e: uuid? = null\n-- param f: float = -1.5\n-- param l: integer[] = '{1,2}'\n"
                          "-- param y: boolean = true\n"
                          "SELECT :n, :at, :b, :i, :s, :e, :f, :l, :y;"),
              "lots.sql:2:23: error: query q: the sample value of :n is no integer: invalid input syntax for type "
              "integer: \"abc\" [TN6007]\n"
              "    2 | -- param n: integer = 'abc'\n      |                       ^\n"
              "  hint: write a value of that type\n"
              "lots.sql:4:23: error: query q: the sample value of :b is no boolean: invalid input syntax for type "
              "boolean: \"5\" [TN6007]\n"
              "    4 | -- param b: boolean = 5\n      |                       ^\n"
              "  hint: write a value of that type\n");
}

TEST_F(QueryCheck, KnowsWhatCopyCanSend) {
    TENON_NEEDS_POSTGRES(15);
    const std::string hint = "  hint: a :copy is `INSERT INTO t (columns) VALUES (:a, :b)`\n";
    const std::string line = "    1 | -- name: c :copy\n      |          ^\n";
    const std::pair<const char*, const char*> statements[] = {
        {"INSERT INTO lots (id, part_id) SELECT id, :part FROM lots", "inserts no VALUES"},
        {"INSERT INTO lots DEFAULT VALUES", "inserts no VALUES"},
        {"INSERT INTO lots (id, part_id) VALUES (:a, :b), (:c, :d)", "inserts more than one row"},
        {"INSERT INTO lots (id, part_id) VALUES (:a, gen_random_uuid())", "inserts a value that is no parameter"},
        {"INSERT INTO lots (id, label) VALUES (:a, DEFAULT)", "inserts a value that is no parameter"},
        {"INSERT INTO lots (id, part_id) VALUES (:a, :b) ON CONFLICT DO NOTHING",
         "has ON CONFLICT, which COPY does not know"},
    };
    for (const auto& [statement, why] : statements)
        EXPECT_EQ(problems_of(fmt::format("-- name: c :copy\n{};", statement)),
                  fmt::format("lots.sql:1:10: error: query c is :copy, and {} [TN6024]\n{}{}", why, line, hint));
    EXPECT_EQ(problems_of("-- name: c :copy\nINSERT INTO lots (id, part_id) VALUES (:a, :b);"), "");
}

TEST_F(QueryCheck, WantsParametersForABatch) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of("-- name: b :batch\nDELETE FROM lots;"),
              "lots.sql:1:10: error: query b is :batch, and has no parameters [TN6026]\n"
              "    1 | -- name: b :batch\n      |          ^\n"
              "  hint: a :batch runs once for each set of them: write :name in the statement, or make it :exec\n");
}

TEST_F(QueryCheck, TakesNamesThatAreLongerThanTheServers) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of(fmt::format("-- name: {} :many\nSELECT id FROM lots;", std::string(80, 'q'))), "");
}

TEST_F(QueryCheck, HoldsTheKindAgainstTheStatement) {
    TENON_NEEDS_POSTGRES(15);
    EXPECT_EQ(problems_of("-- name: a :one\nDELETE FROM lots;\n-- name: b :rows\nSELECT id FROM lots;\n-- name: c "
                          ":copy\nDELETE FROM lots;\n"
                          "-- name: d :many\n-- column ids: integer\nSELECT id FROM lots;"),
              "lots.sql:1:10: error: query a is :one, and its statement returns no rows [TN6022]\n"
              "    1 | -- name: a :one\n      |          ^\n"
              "  hint: make it :exec or :rows, or add RETURNING\n"
              "lots.sql:3:10: error: query b is :rows, and its statement returns rows [TN6023]\n"
              "    3 | -- name: b :rows\n      |          ^\n"
              "  hint: make it :many, :maybe or :one, or leave RETURNING out\n"
              "lots.sql:5:10: error: query c is :copy, and is no INSERT [TN6024]\n"
              "    5 | -- name: c :copy\n      |          ^\n"
              "  hint: a :copy is `INSERT INTO t (columns) VALUES (:a, :b)`\n"
              "lots.sql:8:11: error: query d returns no column ids [TN6025]\n"
              "    8 | -- column ids: integer\n      |           ^\n"
              "  hint: did you mean \"id\"?\n");
}

TEST(QueryTypes, WordsOfTheLanguage) {
    EXPECT_EQ(sql_type("timestamp"), "timestamp with time zone");
    EXPECT_EQ(sql_type("decimal(9,4)"), "numeric(9,4)");
    EXPECT_EQ(sql_type("text(20)[]"), "character varying(20)[]");
    EXPECT_EQ(sql_type("json"), "jsonb");
    EXPECT_EQ(sql_type("range(date)"), "daterange");
    EXPECT_EQ(sql_type("sql(ltree)"), "ltree");
    EXPECT_EQ(sql_type("wafer_location"), "wafer_location");
}

}  // namespace
}  // namespace tenon::queries
