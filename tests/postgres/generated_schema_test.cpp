// SPDX-License-Identifier: Apache-2.0
// Properties that hold for every schema: what is written loads, reads back the same, and can be taken away again.
#include "catalog/digest.hpp"
#include "postgres/canonicalise.hpp"
#include "support/random_schema.hpp"
#include "support/servers.hpp"

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

TEST_P(GeneratedSchemas, LoadReadWriteAndVanish) {
    TENON_NEEDS_POSTGRES(GetParam());
    const auto fresh = catalog::fresh_database(GetParam());
    constexpr unsigned seeds = 12;
    for (unsigned seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        auto first = tests::fresh_database(GetParam());
        ASSERT_EQ(refusals(first, diff::make_plan(fresh, tests::random_schema(seed, GetParam()))), "");
        auto written = read_catalog(first).catalog;
        for (int round = 0; round < 2; ++round) {
            auto copy = tests::fresh_database(GetParam());
            ASSERT_EQ(refusals(copy, diff::make_plan(fresh, written)), "");
            auto again = read_catalog(copy).catalog;
            const bool same = catalog::digest(again) == catalog::digest(written);
            if (round == 1) EXPECT_EQ(differences(written, again), "") << "still changing after two reloads";
            written = std::move(again);
            if (same) break;
        }
        ASSERT_EQ(refusals(first, diff::make_plan(read_catalog(first).catalog, fresh)), "");
        EXPECT_EQ(differences(fresh, read_catalog(first).catalog), "") << "something was left behind";
    }
}

}  // namespace
}  // namespace tenon::postgres
