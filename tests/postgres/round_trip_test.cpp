// SPDX-License-Identifier: Apache-2.0
// Load → read → write → load elsewhere → read: equal digests, and pg_dump sees no difference either.
#include "base/file.hpp"
#include "catalog/digest.hpp"
#include "catalog/json.hpp"
#include "postgres/canonicalise.hpp"
#include "postgres/load.hpp"
#include "support/catalog_counts.hpp"
#include "support/copy_schema.hpp"
#include "support/corpus_schemas.hpp"
#include "support/pg_dump.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

#include <boost/json.hpp>

namespace tenon::postgres {
namespace {

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

/// What the corpus says of a schema, of the same keys as catalog_counts().
std::map<std::string, std::string> expected_counts(const std::string& schema) {
    const auto all = boost::json::parse(read_file(*support::corpus() / "counts.json"));
    std::map<std::string, std::string> out;
    // The history table of a migration tool is no part of a catalog, and the index of the table that PostGIS brings is
    // counted there, though the table is not.
    static const std::map<std::string, std::map<std::string, int>> left_out = {
        {"openstreetmap", {{"tables", 1}, {"columns", 1}, {"pks", 1}, {"indexes", 2}}},
        {"dhis2", {{"indexes", 1}}},
        {"postgrest", {{"indexes", 1}}},
    };
    // Grants and default privileges are counted by entries of ACLs there, which a catalog holds by grantee.
    static const std::set<std::string> not_counted = {"grants_rel", "grants_fn", "default_acl"};
    for (const auto& [key, value] : all.at(schema).as_object()) {
        const std::string name = key;
        if (!not_counted.contains(name))
            out[name] = value.is_string() ? std::string(value.as_string()) : std::to_string(value.as_int64());
    }
    if (const auto found = left_out.find(schema); found != left_out.end())
        for (const auto& [key, number] : found->second) out[key] = std::to_string(std::stoi(out[key]) - number);
    return out;
}

/// The database as pg_dump and psql bring it elsewhere: how PostgreSQL itself prints it after a reload.
connection restored_elsewhere(const connection& original) {
    auto session = tests::fresh_database();
    const auto dump =
        support::run_program({"/usr/lib/postgresql/15/bin/pg_dump", "--schema-only", tests::url_of(original)});
    EXPECT_EQ(dump.exit, 0) << dump.err;
    const auto restored =
        support::run_program({"/usr/lib/postgresql/15/bin/psql", "-qX", tests::url_of(session)}, {.input = dump.out});
    EXPECT_EQ(restored.exit, 0) << restored.err;
    return session;
}

/// What prints differently after a reload, by schema. Each is an expression that PostgreSQL itself prints in another
/// way once it read what it printed before: pg_dump and psql give the same.
const std::map<std::string, std::string>& printed_differently() {
    static const std::map<std::string, std::string> all = {
        // (ARRAY[…])::text[] becomes a cast of each element.
        {"graph-node",
         "constraint public.graphman_command_executions.graphman_command_executions_status_check expression\n"},
        // EXTRACT(YEAR …) is printed in the letters of its author once, then in small ones.
        {"ledgersmb", "view public.periods definition\n"},
    };
    return all;
}

class CorpusRoundTrip : public testing::TestWithParam<tests::corpus_schema> {};

TEST_P(CorpusRoundTrip, LosesNothing) {
    TENON_NEEDS_CORPUS();
    const auto& wanted = GetParam();
    TENON_NEEDS_POSTGRES(15, wanted.extensions);
    auto original = tests::fresh_database();
    tests::load_corpus_schema(wanted, original);
    const auto first = read_catalog(original).catalog;
    EXPECT_EQ(tests::catalog_counts(first), expected_counts(wanted.name));

    auto copy = tests::written_elsewhere(first);
    const auto second = read_catalog(copy).catalog;
    const auto accepted = printed_differently().find(wanted.name);
    const bool same = accepted == printed_differently().end();
    EXPECT_EQ(names_of(diff::compare(first, second)), same ? "" : accepted->second);
    if (same) EXPECT_EQ(catalog::digest(first), catalog::digest(second));
    const auto dumped = tests::dumped_statements(tests::url_of(copy));
    const auto before = same ? tests::dumped_statements(tests::url_of(original))
                             : tests::dumped_statements(tests::url_of(restored_elsewhere(original)));
    EXPECT_EQ(tests::dump_differences(before, dumped), "");
    // What prints differently after its first reload has its second chance, and no third.
    if (!same) {
        auto again = tests::written_elsewhere(second);
        EXPECT_EQ(names_of(diff::compare(second, read_catalog(again).catalog)), "")
            << "still changing after two reloads";
        EXPECT_EQ(tests::dump_differences(dumped, tests::dumped_statements(tests::url_of(again))), "");
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
    auto copy = tests::written_elsewhere(read_catalog(original).catalog);
    const auto dumped = tests::dumped_statements(tests::url_of(original));
    EXPECT_EQ(std::count_if(dumped.begin(), dumped.end(),
                            [](const auto& text) { return text.find("DEPENDS ON EXTENSION") != std::string::npos; }),
              9);
    EXPECT_EQ(tests::dump_differences(dumped, tests::dumped_statements(tests::url_of(copy))), "");
}

/// The same on the oldest and the newest major, for schemas whose extensions are there.
class CorpusOnOtherMajors : public testing::TestWithParam<std::tuple<tests::corpus_schema, int>> {};

void expect_nothing_lost(const tests::corpus_schema& wanted, int major) {
    auto original = tests::fresh_database(major);
    tests::load_corpus_schema(wanted, original);
    const auto first = read_catalog(original).catalog;
    auto copy = tests::written_elsewhere(first);
    const auto second = read_catalog(copy).catalog;
    const auto accepted = printed_differently().find(wanted.name);
    EXPECT_EQ(names_of(diff::compare(first, second)), accepted == printed_differently().end() ? "" : accepted->second);
    auto again = tests::written_elsewhere(second);
    const auto third = read_catalog(again).catalog;
    EXPECT_EQ(names_of(diff::compare(second, third)), "") << "still changing after two reloads";
    EXPECT_EQ(catalog::digest(third), catalog::digest(second));
    diagnostics problems;
    const auto from_json = catalog::from_json(catalog::to_json(second), "catalog.json", problems);
    ASSERT_TRUE(from_json.has_value());
    EXPECT_TRUE(*from_json == second) << "JSON lost something";
}

TEST_P(CorpusOnOtherMajors, LosesNothing) {
    TENON_NEEDS_CORPUS();
    const auto& [wanted, major] = GetParam();
    TENON_NEEDS_POSTGRES(major, wanted.extensions);
    expect_nothing_lost(wanted, major);
}

class CorpusOnMajorsBetweenSoak : public CorpusOnOtherMajors {};

TEST_P(CorpusOnMajorsBetweenSoak, LosesNothing) {
    TENON_NEEDS_CORPUS();
    const auto& [wanted, major] = GetParam();
    TENON_NEEDS_POSTGRES(major, wanted.extensions);
    expect_nothing_lost(wanted, major);
}

std::string name_and_major(const testing::TestParamInfo<std::tuple<tests::corpus_schema, int>>& info) {
    return fmt::format("{}_on_{}", std::get<0>(info.param).test_name(), std::get<1>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Schemas, CorpusOnOtherMajors,
                         testing::Combine(testing::ValuesIn(tests::corpus_schemas()), testing::Values(14, 18)),
                         name_and_major);
INSTANTIATE_TEST_SUITE_P(Schemas, CorpusOnMajorsBetweenSoak,
                         testing::Combine(testing::ValuesIn(tests::corpus_schemas()), testing::Values(16, 17)),
                         name_and_major);

INSTANTIATE_TEST_SUITE_P(Schemas, CorpusRoundTrip, testing::ValuesIn(tests::corpus_schemas()),
                         [](const auto& info) { return info.param.test_name(); });

}  // namespace
}  // namespace tenon::postgres
