// SPDX-License-Identifier: Apache-2.0
// The programs that measure run, and print each figure beside its target: met or missed is for a quiet machine to say.
#include "support/process.hpp"
#include "support/servers.hpp"

#include <gmock/gmock.h>

namespace tenon {
namespace {

using testing::ContainsRegex;

const std::filesystem::path programs = std::filesystem::path(TENON_BINARY).parent_path();

std::string measure(const std::string& program, std::vector<std::string> words) {
    words.insert(words.begin(), (programs / program).string());
    const auto done = support::run_program(words);
    EXPECT_EQ(done.exit, 0) << done.err;
    EXPECT_THAT(done.out, ContainsRegex("^machine  [0-9]+ x ")) << done.out;
    return done.out;
}

class Bench : public testing::Test {
protected:
    void SetUp() override {
        TENON_NEEDS_POSTGRES(15);
        if (!std::filesystem::exists(programs / "build_bench"))
            GTEST_SKIP() << "not run: this build has no benchmarks; the release preset builds them";
    }
};

TEST_F(Bench, ComparesReadingWithPgDump) {
    const auto printed = measure("read_catalog_bench", {"20", "40"});
    EXPECT_THAT(printed, ContainsRegex("read 20 tables +median +[0-9.]+ ms"));
    EXPECT_THAT(printed, ContainsRegex("pg_dump --schema-only 40 tables +median +[0-9.]+ ms"));
    EXPECT_THAT(printed, ContainsRegex("[0-9.]+x faster than pg_dump"));
    EXPECT_THAT(printed, ContainsRegex("[0-9]+ MB \\(pg_dump [0-9]+\\)"));
    EXPECT_THAT(printed, ContainsRegex("a table of 40 beside one of 20 +[0-9.]+x +target at most 1.2x: (met|MISSED)"));
}

TEST_F(Bench, ComparesLoadingWithPsql) {
    const auto printed = measure("design_bench", {"30"});
    EXPECT_THAT(printed, ContainsRegex("30 entities to the draft +median +[0-9.]+ ms"));
    EXPECT_THAT(printed, ContainsRegex("psql -f of the same schema +median +[0-9.]+ ms"));
    EXPECT_THAT(printed, ContainsRegex("ratio +[0-9.]+x +target at most 1.2x: (met|MISSED)"));
}

TEST_F(Bench, MeasuresABuildAndTheSameAgain) {
    const auto printed = measure("build_bench", {TENON_BINARY, TENON_SOURCE_DIR "/examples/sprint_reports", "1"});
    EXPECT_THAT(printed, ContainsRegex("build sprint_reports +median .* target 1500 ms: (met|MISSED)"));
    EXPECT_THAT(printed, ContainsRegex("the same again, unchanged +median .* target 500 ms: (met|MISSED)"));
}

TEST_F(Bench, MeasuresThePrivateServer) {
    const auto printed = measure("embedded_bench", {"15"});
    EXPECT_THAT(printed, ContainsRegex("cold: nothing to first query +median .* target 1500 ms: (met|MISSED)"));
    EXPECT_THAT(printed, ContainsRegex("warm: nothing to first query +median .* target 60 ms: (met|MISSED)"));
}

}  // namespace
}  // namespace tenon
