// SPDX-License-Identifier: Apache-2.0
// Rules of the house that a compiler does not check.
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/process.hpp"

#include <regex>

namespace tenon {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_below(const std::vector<std::string>& folders, const std::set<std::string>& extensions) {
    std::vector<fs::path> found;
    for (const auto& folder : folders) {
        if (!fs::exists(support::source_folder() / folder)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(support::source_folder() / folder))
            if (entry.is_regular_file() && extensions.contains(entry.path().extension().string()))
                found.push_back(entry.path());
    }
    return found;
}

bool is_test_data(const fs::path& path) {
    return path.string().find("/testdata/") != std::string::npos;
}

TEST(House, EverySourceFileNamesItsLicence) {
    for (const auto& path : files_below({"src", "tests", "bench", "cmake"}, {".cpp", ".hpp", ".def", ".cmake"})) {
        if (is_test_data(path)) continue;
        EXPECT_THAT(std::string(split_lines(read_file(path)).front()),
                    ::testing::MatchesRegex("(//|#) SPDX-License-Identifier: Apache-2.0"))
            << path;
    }
}

/// Headers of other people's libraries that cost every file that includes them a second or more. Boost.Describe and
/// libpq cost less than a tenth of that.
bool is_heavy(const std::string& header) {
    if (header.ends_with("fwd.hpp")) return false;
    for (const auto* start : {"boost/json", "boost/asio", "boost/beast", "yaml-cpp/", "CLI/", "graphviz/"})
        if (header.starts_with(start)) return true;
    return false;
}

std::vector<std::string> heavy_includes(std::string_view text) {
    std::vector<std::string> found;
    const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]*))");
    for (const auto line : split_lines(text)) {
        std::cmatch match;
        if (std::regex_search(line.data(), line.data() + line.size(), match, include) && is_heavy(match[1]))
            found.push_back(match[1]);
    }
    return found;
}

TEST(House, HeadersLeaveOtherPeoplesLibrariesToTheSources) {
    for (const auto& path : files_below({"src"}, {".hpp"}))
        EXPECT_THAT(heavy_includes(read_file(path)), ::testing::IsEmpty()) << path;
    EXPECT_THAT(heavy_includes("#include <boost/json.hpp>\n#include <vector>\n"),
                ::testing::ElementsAre("boost/json.hpp"));
}

// The precompiled header hides what a header forgets; a project that links the installed libraries has none.
TEST(HouseSlow, EveryHeaderCompilesAlone) {
    const auto root = (support::source_folder() / "src").string();
    for (const auto& path : files_below({"src"}, {".hpp"})) {
        const auto compiled = support::run_program(
            {"g++", "-std=c++20", "-fsyntax-only", "-I", root, "-isystem", "/usr/include/postgresql", "-x", "c++", "-"},
            {.input = fmt::format("#include \"{}\"\n", path.string())});
        EXPECT_EQ(compiled.exit, 0) << path << '\n' << compiled.err.substr(0, 600);
    }
}

TEST(House, ScriptsAreExecutableAndSound) {
    for (const auto* name : {"quickstart", "test", ".ci/run", "scripts/setup-build", "scripts/setup-tests",
                             "scripts/build", "scripts/test-all"}) {
        const auto path = support::source_folder() / name;
        EXPECT_NE(fs::status(path).permissions() & fs::perms::owner_exec, fs::perms::none) << name;
        const auto checked = support::run_program({"bash", "-n", path.string()});
        EXPECT_EQ(checked.exit, 0) << name << '\n' << checked.err;
    }
}

}  // namespace
}  // namespace tenon
