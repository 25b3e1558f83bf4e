// SPDX-License-Identifier: Apache-2.0
// Load → read → write → load elsewhere → read: equal digests, and pg_dump sees no difference either.
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "catalog/json.hpp"
#include "postgres/canonicalise.hpp"
#include "postgres/load.hpp"
#include "support/corpus_schemas.hpp"
#include "support/pg_dump.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::postgres {
namespace {

std::string url_of(const connection& session) {
    return tests::server(session.major()).url(session.database());
}

std::string names_of(const std::vector<diff::difference>& all) {
    std::string out;
    for (const auto& difference : all) {
        if (difference.information) continue;
        out += to_string(difference.object);
        for (const auto& member : difference.members) out += " " + member;
        out += "\n";
    }
    return out;
}

/// Writes a catalog as SQL and loads it into a new database.
connection written_elsewhere(const catalog::contents& catalog) {
    auto session = tests::fresh_database(catalog.major);
    const auto plan = diff::make_plan(catalog::fresh_database(catalog.major), catalog);
    for (const auto& refused : apply_all(session, plan))
        ADD_FAILURE() << plan.steps[refused.step].sql << "\n" << refused.error.what();
    return session;
}

class CorpusRoundTrip : public testing::TestWithParam<tests::corpus_schema> {};

TEST_P(CorpusRoundTrip, LosesNothing) {
    TENON_NEEDS_CORPUS();
    const auto& wanted = GetParam();
    TENON_NEEDS_POSTGRES(15, wanted.extensions);
    auto original = tests::fresh_database();
    const auto stand_ins = tests::load_corpus_schema(wanted, original);
    const auto first = read_catalog(original).catalog;

    auto copy = written_elsewhere(first);
    const auto second = read_catalog(copy).catalog;
    // What prints differently after its first reload has its second chance, and no third.
    if (catalog::digest(first) != catalog::digest(second)) {
        auto again = written_elsewhere(second);
        EXPECT_EQ(names_of(diff::compare(second, read_catalog(again).catalog)), "")
            << "still changing after two reloads";
        RecordProperty("printed differently after a reload", names_of(diff::compare(first, second)));
        EXPECT_EQ(
            tests::dump_differences(tests::dumped_statements(url_of(copy)), tests::dumped_statements(url_of(again))),
            "");
    } else {
        EXPECT_EQ(
            tests::dump_differences(tests::dumped_statements(url_of(original)), tests::dumped_statements(url_of(copy))),
            "");
    }

    diagnostics problems;
    const auto from_json = catalog::from_json(catalog::to_json(second), "catalog.json", problems);
    ASSERT_TRUE(from_json.has_value());
    EXPECT_TRUE(*from_json == second) << "JSON lost something";
}

/// What no schema of the corpus has: what is marked to go with an extension, and grants on members of extensions.
TEST(KindsRoundTrip, AgreesWithPgDumpOnExtensions) {
    TENON_NEEDS_POSTGRES(15, {"hstore", "pg_trgm", "postgres_fdw", "pg_stat_statements"});
    auto original = tests::fresh_database();
    original.run(read_file(support::source_folder() / "tests/postgres/testdata/kinds/extensions.sql"));
    auto copy = written_elsewhere(read_catalog(original).catalog);
    const auto dumped = tests::dumped_statements(url_of(original));
    EXPECT_EQ(std::count_if(dumped.begin(), dumped.end(),
                            [](const auto& text) { return text.find("DEPENDS ON EXTENSION") != std::string::npos; }),
              9);
    EXPECT_EQ(tests::dump_differences(dumped, tests::dumped_statements(url_of(copy))), "");
}

INSTANTIATE_TEST_SUITE_P(Schemas, CorpusRoundTrip, testing::ValuesIn(tests::corpus_schemas()),
                         [](const auto& info) { return info.param.test_name(); });

}  // namespace
}  // namespace tenon::postgres
