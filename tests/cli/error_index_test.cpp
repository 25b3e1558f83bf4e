// SPDX-License-Identifier: Apache-2.0
#include "cli/error_index.hpp"

#include "base/code.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/golden.hpp"
#include "support/process.hpp"

#include <regex>

namespace tenon::cli {
namespace {

namespace fs = std::filesystem;

TEST(ErrorIndex, PageIsCurrent) {
    support::expect_golden(support::source_folder() / "docs/errors.md", error_index());
}

TEST(ErrorIndex, CodesAscendSoNoneIsGivenTwice) {
    int last = 0;
    for (const auto& entry : all_codes()) {
        EXPECT_LT(last, static_cast<int>(entry.code)) << entry.name;
        last = static_cast<int>(entry.code);
    }
}

TEST(ErrorIndex, EachAreaKeepsToItsDigit) {
    std::size_t counted = 0;
    const std::regex line(R"(^TENON_CODE\((\d)\d{3}, )");
    for (const auto& entry : fs::directory_iterator(support::source_folder() / "src/base/codes")) {
        const auto file = read_file(entry.path());
        for (const auto text : split_lines(file)) {
            std::cmatch found;
            if (!std::regex_search(text.data(), text.data() + text.size(), found, line)) continue;
            ++counted;
            EXPECT_EQ(found[1].str().front(), entry.path().filename().string().front()) << text;
        }
    }
    EXPECT_EQ(counted, all_codes().size()) << "each code stands on a line of its own";
}

TEST(ErrorIndex, EveryCodeSaysWhatItMeansAndWhatToDo) {
    for (const auto& entry : all_codes()) {
        EXPECT_TRUE(entry.meaning.ends_with('.')) << entry.name;
        EXPECT_TRUE(entry.remedy.ends_with('.')) << entry.name;
    }
}

TEST(ErrorIndex, EveryCodeIsUsed) {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator(support::source_folder() / "src"))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") all += read_file(entry.path());
    std::set<std::string, std::less<>> used;
    const std::regex use(R"(code::([a-z0-9_]+))");
    for (std::sregex_iterator at(all.begin(), all.end(), use), end; at != end; ++at) used.insert((*at)[1]);
    for (const auto& entry : all_codes())
        EXPECT_TRUE(used.contains(entry.name)) << to_string(entry.code) << ' ' << entry.name;
}

}  // namespace
}  // namespace tenon::cli
