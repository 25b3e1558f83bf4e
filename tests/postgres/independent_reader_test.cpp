// SPDX-License-Identifier: Apache-2.0
// What Tenon reads and writes again is compared by another reader, on every major: one that was blind to something
// would find no difference in it.
#include "support/independent_reader.hpp"

#include "base/file.hpp"
#include "postgres/read_catalog.hpp"
#include "support/copy_schema.hpp"
#include "support/process.hpp"
#include "support/random_schema.hpp"
#include "support/random_statements.hpp"
#include "support/servers.hpp"
#include "support/slice.hpp"

namespace tenon::postgres {
namespace {

namespace fs = std::filesystem;

/// The copy is compared with the original, or with a copy of its own where the server prints an expression otherwise
/// once it was loaded.
void expect_same(connection& original) {
    auto copy = tests::written_elsewhere(read_catalog(original).catalog);
    const auto first = tests::independent_reading(original);
    const auto second = tests::independent_reading(copy);
    EXPECT_FALSE(first.empty());
    if (first == second) return;
    auto again = tests::written_elsewhere(read_catalog(copy).catalog);
    EXPECT_EQ(tests::reading_differences(second, tests::independent_reading(again)), "");
    EXPECT_EQ(tests::reading_differences(first, second), "");
}

struct one_case {
    std::string file;
    int major;
};

void PrintTo(const one_case& one, std::ostream* out) {
    *out << one.file << " on " << one.major;
}

/// tests/postgres/testdata/kinds: NAME.sql for every major, NAME.16.sql for 16 and later.
std::vector<one_case> cases() {
    std::vector<one_case> all;
    for (const auto& entry : fs::directory_iterator(support::source_folder() / "tests/postgres/testdata/kinds")) {
        const auto stem = entry.path().stem();
        const auto since = stem.has_extension() ? std::stoi(stem.extension().string().substr(1)) : 0;
        for (const int major : tests::all_majors())
            if (major >= since) all.push_back({entry.path().filename(), major});
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return std::tie(a.file, a.major) < std::tie(b.file, b.major); });
    return all;
}

class IndependentReader : public testing::TestWithParam<one_case> {};

INSTANTIATE_TEST_SUITE_P(Kinds, IndependentReader, testing::ValuesIn(cases()), [](const auto& info) {
    auto name = fmt::format("{}_{}", info.param.file, info.param.major);
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST_P(IndependentReader, FindsNothingLost) {
    const auto& [file, major] = GetParam();
    TENON_NEEDS_POSTGRES(major);
    const auto text = read_file(support::source_folder() / "tests/postgres/testdata/kinds" / file);
    tests::have_tablespaces(major);
    auto original = tests::fresh_database(major);
    try {
        original.run(text);
    } catch (const database_error& refused) {
        if (refused.message().message.find("extension") != std::string::npos)
            GTEST_SKIP() << "not run: " << refused.message().message;
        throw;
    }
    expect_same(original);
}

class IndependentReaderOfGenerated : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(EveryMajor, IndependentReaderOfGenerated, testing::ValuesIn(tests::all_majors()));

TEST_P(IndependentReaderOfGenerated, FindsNothingLost) {
    TENON_NEEDS_POSTGRES(GetParam());
    for (const auto seed : tests::seeds(3, 2)) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        auto original = tests::fresh_database(GetParam());
        for (const auto& statement : tests::random_statements(seed, GetParam())) original.run(statement);
        expect_same(original);
    }
}

}  // namespace
}  // namespace tenon::postgres
