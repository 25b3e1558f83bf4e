// SPDX-License-Identifier: Apache-2.0
// ./quickstart again, where everything is installed and built.
#include "base/file.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon {
namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) out[fs::relative(entry.path(), folder).string()] = read_file(entry.path());
    return out;
}

TEST(Quickstart, EndsTheSameWhenItRunsAgain) {
    TENON_NEEDS_POSTGRES(15);
    const auto root = support::source_folder();
    if (fs::weakly_canonical(TENON_BINARY) != fs::weakly_canonical(root / "build/release/bin/tenon"))
        GTEST_SKIP() << "not run: ./quickstart builds build/release, and these tests are of another build";
    const auto run = [&] {
        return support::run_program({"./quickstart"},
                                    {.environment = {{"SOURCE_DATE_EPOCH", "1767225600"}}, .folder = root});
    };
    const auto first = run();
    ASSERT_EQ(first.exit, 0) << first.out << first.err;
    const auto made = files_of(root / "build/quickstart/chip_quality");
    EXPECT_TRUE(made.contains("schema/schema.sql"));
    const auto again = run();
    ASSERT_EQ(again.exit, 0) << again.out << again.err;
    EXPECT_EQ(files_of(root / "build/quickstart/chip_quality"), made);
    EXPECT_EQ(again.err.find("set-up:"), std::string::npos) << again.err;
    EXPECT_THAT(again.out, testing::HasSubstr("forward ✓ back ✓ forward ✓"));
    const auto tenon = (root / "build/release/bin/tenon").string();
    EXPECT_THAT(again.out, testing::EndsWith("\nTenon is built:\n  " + tenon +
                                             "\n\nA project of your own:\n  " + tenon + " init my_project\n  " + tenon +
                                             " --help\n"));
}

}  // namespace
}  // namespace tenon
