// SPDX-License-Identifier: Apache-2.0
// The corpus has two files in all their versions, and one base with hundreds of steps: each state makes the round trip.
#include "base/file.hpp"
#include "base/text.hpp"
#include "catalog/digest.hpp"
#include "postgres/read_catalog.hpp"
#include "support/copy_schema.hpp"
#include "support/corpus_schemas.hpp"
#include "support/pg_dump.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"
#include "support/slice.hpp"

#include <boost/json.hpp>

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;

void expect_round_trip(connection& original) {
    const auto first = read_catalog(original).catalog;
    auto copy = tests::written_elsewhere(first);
    EXPECT_EQ(catalog::digest(read_catalog(copy).catalog), catalog::digest(first));
    EXPECT_EQ(tests::dump_differences(tests::dumped_statements(tests::url_of(original)),
                                      tests::dumped_statements(tests::url_of(copy))),
              "");
}

std::vector<std::string> versions() {
    std::vector<std::string> files;
    for (const std::string series : {"openstreetmap", "bytebase"})
        for (const auto& entry : fs::directory_iterator(*support::corpus() / series / "versions"))
            if (entry.path().extension() == ".sql")
                files.push_back(series + "/versions/" + entry.path().filename().string());
    std::sort(files.begin(), files.end());
    return files;
}

void check_version(const std::string& file) {
    SCOPED_TRACE(file);
    auto original = tests::fresh_database();
    tests::load_corpus_schema({.name = file, .files = {file}}, original);
    expect_round_trip(original);
}

TEST(CorpusVersions, SomeOfThemLoseNothing) {
    TENON_NEEDS_CORPUS();
    TENON_NEEDS_POSTGRES(15, {"postgis"});
    const auto all = versions();
    ASSERT_EQ(all.size(), 50U);
    for (std::size_t i = 0; i < 3; ++i) check_version(all[(tests::slice() + i * 17) % all.size()]);
}

TEST(CorpusVersionsSoak, LoseNothing) {
    TENON_NEEDS_CORPUS();
    TENON_NEEDS_POSTGRES(15, {"postgis"});
    for (const auto& file : versions()) check_version(file);
}

/// As the README of the corpus has it: each step in a transaction of its own, those that fail are left out.
TEST(CorpusStepsSlow, LoseNothingAfterTheirLast) {
    TENON_NEEDS_CORPUS();
    TENON_NEEDS_POSTGRES(15, {"postgis", "pg_trgm", "btree_gin"});
    const auto folder = *support::corpus() / "dhis2";
    auto original = tests::fresh_database();
    for (const auto* extension : {"postgis", "pg_trgm", "btree_gin"})
        original.run(fmt::format("CREATE EXTENSION {}", extension));
    const auto url = tests::url_of(original);
    const auto psql = [&](const fs::path& file) {
        return support::run_program({"psql", "-qX", "-1", "-v", "ON_ERROR_STOP=1", "-f", file.string(), url}).exit == 0;
    };
    ASSERT_TRUE(psql(folder / "base_schema.sql"));
    int applied = 0;
    const auto order = read_file(folder / "order.txt");
    for (const auto line : split_lines(order))
        if (!trim(line).empty()) applied += psql(folder / trim(line)) ? 1 : 0;
    EXPECT_EQ(applied, 336);
    const auto counts = boost::json::parse(read_file(*support::corpus() / "counts.json")).at("dhis2 after migrations");
    EXPECT_EQ(read_catalog(original).catalog.tables.size(), counts.at("tables").to_number<std::size_t>());
    expect_round_trip(original);
}

}  // namespace
}  // namespace tenon::postgres
