// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "base/render.hpp"
#include "queries/psql.hpp"
#include "queries/read_folder.hpp"
#include "support/golden.hpp"

#include <set>

namespace tenon::queries {
namespace {

namespace fs = std::filesystem;

const fs::path cases = fs::path(TENON_SOURCE_DIR) / "tests/queries/testdata/diagnostics";

std::vector<fs::path> case_folders() {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(cases)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

class QueryDiagnostics : public testing::TestWithParam<fs::path> {};
INSTANTIATE_TEST_SUITE_P(Queries, QueryDiagnostics, testing::ValuesIn(case_folders()),
                         [](const auto& info) { return info.param.filename().string(); });

TEST_P(QueryDiagnostics, AreShownAsExpected) {
    const auto text = read_file(GetParam() / "input.sql");
    source_texts texts;
    texts.add("lots.sql", text);
    diagnostics problems;
    parse_queries(text, "lots.sql", problems);
    std::string shown;
    for (const auto& item : problems.items()) shown += render(item, texts);
    support::expect_golden(GetParam() / "expected.txt", shown);
}

query only(std::string_view text) {
    diagnostics problems;
    auto all = parse_queries(text, "lots.sql", problems);
    for (const auto& item : problems.items()) ADD_FAILURE() << render(item, {});
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? query() : all.front();
}

TEST(QueryFile, ReadsEveryPartOfAQuery) {
    const auto query = only(R"(-- name: lots_of_part :many rate=120/min target=5ms rows=20 role=inspector weight=2
-- about: Newest lots
-- about: of a part.
-- param part_id: uuid
-- param most: integer? = 20
-- column total: decimal!
-- embed lot
-- a plain comment
SELECT id FROM lots -- with a comment inside
WHERE part_id = :part_id ORDER BY id LIMIT :most;
)");
    EXPECT_EQ(query.name, "lots_of_part");
    EXPECT_EQ(query.kind, query_kind::many);
    EXPECT_DOUBLE_EQ(*query.options.rate_per_second, 2);
    EXPECT_DOUBLE_EQ(*query.options.target_seconds, 0.005);
    EXPECT_DOUBLE_EQ(*query.options.rows, 20);
    EXPECT_EQ(query.options.role, "inspector");
    EXPECT_DOUBLE_EQ(*query.options.weight, 2);
    EXPECT_EQ(query.about, "Newest lots of a part.");
    EXPECT_EQ(query.parameters, (std::vector<std::string>{"part_id", "most"}));
    EXPECT_EQ(query.sql, "SELECT id FROM lots -- with a comment inside\nWHERE part_id = $1 ORDER BY id LIMIT $2");
    EXPECT_EQ(query.find_declared("most")->sample, "20");
    EXPECT_TRUE(query.find_declared("most")->nullable);
    EXPECT_EQ(query.embeds, std::vector<std::string>{"lot"});
    EXPECT_EQ(query.columns.at(0).null, column_clause::nullability::never);
    EXPECT_EQ(query.where, (position{"lots.sql", 1, 10}));
    EXPECT_EQ(query.statement_where, (position{"lots.sql", 9, 1}));
    EXPECT_EQ(query.place_of(query.sql.find("ORDER")), (position{"lots.sql", 10, 26}));
}

// What is a parameter and what is not: every form that the language names.
TEST(QueryFile, TellsParametersFromEverythingElse) {
    const std::pair<std::string, std::string> forms[] = {
        {"SELECT :a, :b, :a", "SELECT $1, $2, $1"},
        {"SELECT :a::uuid, x::text", "SELECT $1::uuid, x::text"},
        {"SELECT f(name := :a)", "SELECT f(name := $1)"},
        {"SELECT ':a', \":a\", $$:a$$, /* :a */ 1", "SELECT ':a', \":a\", $$:a$$, /* :a */ 1"},
        {"SELECT x[1:n], x[(:lo):(:hi)], x[(:i)]", "SELECT x[1:n], x[($1):($2)], x[($3)]"},
        {"SELECT ARRAY[:a, :b], ARRAY[[:a], [:b]]", "SELECT ARRAY[$1, $2], ARRAY[[$1], [$2]]"},
        {"SELECT x[:n]", "SELECT x[:n]"},
        {"SELECT :_a, :A1", "SELECT $1, $2"},
    };
    for (const auto& [written, sent] : forms)
        EXPECT_EQ(only("-- name: q :many\n" + written + ";").sql, sent) << written;
}

TEST(QueryFile, KeepsStatementsWithSemicolonsInsideWhole) {
    EXPECT_EQ(only("-- name: q :exec\nSELECT ';', $$;$$;\n").sql, "SELECT ';', $$;$$");
}

TEST(QueryFile, GoesOnAfterAQueryThatIsNotEnded) {
    diagnostics problems;
    const auto read =
        parse_queries("-- name: first :many\nSELECT 1\n-- name: second :many\nSELECT 2;\n", "lots.sql", problems);
    EXPECT_EQ(problems.error_count(), 1U);
    ASSERT_EQ(read.size(), 1U);
    EXPECT_EQ(read[0].name, "second");
    EXPECT_EQ(read[0].sql, "SELECT 2");
}

TEST(QueryFile, TellsAZeroByteAsSqlSourcesDo) {
    using namespace std::string_view_literals;
    diagnostics problems;
    EXPECT_TRUE(parse_queries("-- name: a :many\nSELECT \0 1;\n"sv, "lots.sql", problems).empty());
    ASSERT_EQ(problems.items().size(), 1U);
    EXPECT_EQ(render(problems.items()[0], {}),
              "lots.sql:2:8: error: a zero byte is no SQL [TN4010]\n  hint: save the file again as UTF-8 text\n");
}

TEST(QueryFolder, TellsTwoQueriesOfOneName) {
    const fs::path folder = fs::path(testing::TempDir()) / "tenon_two_queries";
    fs::create_directories(folder);
    write_file(folder / "a.sql", "-- name: lots :many\nSELECT 1;\n");
    write_file(folder / "b.sql", "-- name: lots :many\nSELECT 2;\n");
    diagnostics problems;
    source_texts texts;
    EXPECT_EQ(read_folder(folder, problems, texts).size(), 1U);
    ASSERT_EQ(problems.items().size(), 1U);
    EXPECT_EQ(render(problems.items()[0], texts),
              fmt::format("{0}/b.sql:1:10: error: query lots is also at {0}/a.sql:1 [TN6012]\n    1 | -- name: lots "
                          ":many\n      |          "
                          "^\n  hint: give one of them another name\n",
                          folder.lexically_normal().string()));
    fs::remove_all(folder);
    EXPECT_TRUE(read_folder(folder, problems, texts).empty()) << "a folder that is not there has no queries";
}

TEST(QueryPsql, QuotesSampleValues) {
    EXPECT_EQ(psql_settings(only("-- name: q :many\n-- param a: text = 'it''s'\n-- param b: integer = 5\n-- param c: "
                                 "uuid\nSELECT :a, :b, :c, :d;")),
              "\\set a '''it''''s'''\n\\set b '5'\n\\set c 'CAST(NULL AS uuid)'\n\\set d 'NULL'\n");
}

}  // namespace
}  // namespace tenon::queries
