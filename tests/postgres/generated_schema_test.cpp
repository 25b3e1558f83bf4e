// SPDX-License-Identifier: Apache-2.0
// Properties that hold for every schema: what is written loads, reads back the same, and can be taken away again.
#include "catalog/digest.hpp"
#include "postgres/canonicalise.hpp"
#include "support/random_schema.hpp"
#include "support/random_statements.hpp"
#include "support/servers.hpp"
#include "support/slice.hpp"

namespace tenon::postgres {
namespace {

class GeneratedSchemas : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(EveryMajor, GeneratedSchemas, testing::ValuesIn(tests::all_majors()));

std::string refusals(connection& server, const diff::plan& plan) {
    std::string out;
    for (const auto& refused : first_causes(plan, apply_all(server, plan)))
        out += fmt::format("{}\n{}\n", plan.steps[refused.step].sql, refused.error.what());
    return out;
}

std::string differences(const catalog::contents& from, const catalog::contents& to) {
    std::string out;
    for (const auto& difference : diff::compare(from, to)) {
        if (difference.information) continue;
        out += to_string(difference.object);
        for (const auto& member : difference.members) out += " " + member;
        out += "\n";
    }
    return out;
}

void expect_properties(unsigned seed, int major) {
    SCOPED_TRACE(fmt::format("seed {}", seed));
    const auto fresh = catalog::fresh_database(major);
    auto first = tests::fresh_database(major);
    ASSERT_EQ(refusals(first, diff::make_plan(fresh, tests::random_schema(seed, major))), "");
    for (const auto& statement : tests::random_statements(seed, major)) {
        SCOPED_TRACE(statement);
        ASSERT_NO_THROW(first.run(statement));
    }
    const auto original = read_catalog(first).catalog;
    auto written = original;
    for (int round = 0; round < 2; ++round) {
        auto copy = tests::fresh_database(major);
        ASSERT_EQ(refusals(copy, diff::make_plan(fresh, written)), "");
        auto again = read_catalog(copy).catalog;
        const bool same = catalog::digest(again) == catalog::digest(written);
        if (round == 1) EXPECT_EQ(differences(written, again), "") << "still changing after two reloads";
        written = std::move(again);
        if (same) break;
    }
    ASSERT_EQ(refusals(first, diff::make_plan(original, fresh)), "");
    EXPECT_EQ(differences(fresh, read_catalog(first).catalog), "") << "something was left behind";
}

TEST_P(GeneratedSchemas, LoadReadWriteAndVanish) {
    TENON_NEEDS_POSTGRES(GetParam());
    for (const auto seed : tests::seeds(12, 4)) expect_properties(seed, GetParam());
}

class GeneratedSchemasSoak : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(EveryMajor, GeneratedSchemasSoak, testing::ValuesIn(tests::all_majors()));

TEST_P(GeneratedSchemasSoak, LoadReadWriteAndVanish) {
    TENON_NEEDS_POSTGRES(GetParam());
    for (const auto seed : tests::seeds(400, 100)) expect_properties(seed, GetParam());
}

}  // namespace
}  // namespace tenon::postgres
