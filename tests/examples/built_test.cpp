// SPDX-License-Identifier: Apache-2.0
// The showcase platforms, built whole by the real binary.
#include "base/file.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon {
namespace {

namespace fs = std::filesystem;

/// Each folder of examples/, so that a new one is built too.
std::vector<std::string> example_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(support::source_folder() / "examples"))
        if (entry.is_directory()) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    return names;
}

std::size_t count_of_queries(const fs::path& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const auto text = read_file(entry.path());
        for (std::size_t at = 0; (at = text.find("-- name:", at)) != std::string::npos; ++at) ++count;
    }
    return count;
}

/// Builds a copy of an example for a major: proven, with every query prepared by the server.
void expect_built(const std::string& name, int major) {
    const support::temporary_folder place;
    const auto project = place.path() / name;
    fs::copy(support::source_folder() / "examples" / name, project, fs::copy_options::recursive);
    const auto queries = count_of_queries(project / "queries");
    EXPECT_GE(queries, 10U);
    const auto done = support::run_tenon({"build", project.string(), "--postgres", fmt::to_string(major)});
    ASSERT_EQ(done.exit, 0) << done.out << done.err;
    EXPECT_THAT(done.out, testing::HasSubstr(fmt::format("{} · PostgreSQL {} · pg{}:", name, major, major)));
    EXPECT_THAT(done.out, testing::HasSubstr(" forward ✓ back ✓ forward ✓ on private PostgreSQL"));
    EXPECT_THAT(done.out, testing::HasSubstr(fmt::format("{} queries understood by the server\n", queries)));
    for (const auto* file : {"schema/schema.sql", "schema/catalog.json", "schema/notes.json", "migrations/tenon.sum",
                             "docs/schema.md", "docs/erd.svg", "docs/runbooks/backup.md"})
        EXPECT_TRUE(fs::exists(project / file)) << file;
}

class ExampleBuild : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Platforms, ExampleBuild, testing::ValuesIn(example_names()),
                         [](const auto& of) { return of.param; });

TEST_P(ExampleBuild, IsProvenWithEveryQuery) {
    TENON_NEEDS_POSTGRES(15);
    expect_built(GetParam(), 15);
}

class ExampleBuildSlow : public testing::TestWithParam<std::tuple<std::string, int>> {};
INSTANTIATE_TEST_SUITE_P(Platforms, ExampleBuildSlow,
                         testing::Combine(testing::ValuesIn(example_names()), testing::Values(14, 18)),
                         [](const auto& of) {
                             return fmt::format("{}_{}", std::get<0>(of.param), std::get<1>(of.param));
                         });

TEST_P(ExampleBuildSlow, IsProvenOnTheOldestAndTheNewestMajor) {
    const auto& [name, major] = GetParam();
    TENON_NEEDS_POSTGRES(major);
    expect_built(name, major);
}

}  // namespace
}  // namespace tenon
