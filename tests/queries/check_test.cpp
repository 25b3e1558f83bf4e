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
    EXPECT_EQ(
        problems_of("-- name: q :many\nSELECT id FROM lots WHERE id = :x AND part_id = :x;"),
        "lots.sql:2:47: error: query q: operator does not exist: uuid = bigint [TN6020]\n"
        "    2 | SELECT id FROM lots WHERE id = :x AND part_id = :x;\n"
        "      |                                               ^\n"
        "  hint: No operator matches the given name and argument types. You might need to add explicit type casts.\n");
    EXPECT_EQ(problems_of("-- name: q :many\nSELECT :x IS NULL;"),
              "lots.sql:2:8: error: query q: could not determine data type of parameter :x [TN6021]\n"
              "    2 | SELECT :x IS NULL;\n"
              "      |        ^\n"
              "  hint: name its type: `-- param x: …`\n");
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
