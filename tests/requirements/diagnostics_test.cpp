// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/file.hpp"
#include "base/render.hpp"
#include "requirements/parse.hpp"
#include "requirements/secrets.hpp"

#include <cstdlib>
#include <set>

namespace tenon::requirements {
namespace {

namespace fs = std::filesystem;

const fs::path cases = fs::path(TENON_SOURCE_DIR) / "tests/requirements/testdata/diagnostics";

std::vector<fs::path> case_folders() {
    std::vector<fs::path> out;
    for (const auto& entry : fs::directory_iterator(cases)) out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

diagnostics problems_of(const fs::path& folder) {
    diagnostics problems;
    parse(read_file(folder / "input.yaml"), "requirements.yaml", problems);
    return problems;
}

/// What a user would see, as the terminal shows it.
std::string shown(const fs::path& folder) {
    source_texts texts;
    texts.add("requirements.yaml", read_file(folder / "input.yaml"), hide_secrets);
    std::string out;
    const auto problems = problems_of(folder);
    for (const auto& item : problems.items()) out += render(item, texts);
    return out;
}

class Diagnostics : public testing::TestWithParam<fs::path> {};

TEST_P(Diagnostics, AreShownAsExpected) {
    const auto actual = shown(GetParam());
    if (std::getenv("TENON_UPDATE")) write_file(GetParam() / "expected.txt", actual);
    EXPECT_EQ(actual, read_file(GetParam() / "expected.txt"));
}

INSTANTIATE_TEST_SUITE_P(Requirements, Diagnostics, testing::ValuesIn(case_folders()),
                         [](const auto& info) { return info.param.filename().string(); });

TEST(RequirementsDiagnostics, EveryCodeHasACase) {
    std::set<diagnostic_code> shown_codes;
    for (const auto& folder : case_folders()) {
        const auto problems = problems_of(folder);
        for (const auto& item : problems.items()) shown_codes.insert(item.code);
    }
    // The size limit has a test of its own, since its document would be 16 MiB; edits have no document.
    shown_codes.insert(code::document_too_large);
    for (const auto& entry : all_codes()) {
        const int number = static_cast<int>(entry.code);
        if (number < 2000 || number >= 2600) continue;
        EXPECT_TRUE(shown_codes.count(entry.code)) << to_string(entry.code) << ' ' << entry.name << " has no case";
    }
}

TEST(RequirementsDiagnostics, EveryHintEndsWithoutAStopAndEveryMessageFitsALine) {
    for (const auto& folder : case_folders()) {
        const auto problems = problems_of(folder);
        for (const auto& item : problems.items()) {
            EXPECT_EQ(item.message.find('\n'), std::string::npos) << item.message;
            EXPECT_FALSE(item.message.ends_with('.')) << item.message;
            EXPECT_FALSE(item.hint.ends_with('.')) << item.hint;
        }
    }
}

TEST(RequirementsDiagnostics, TooLargeADocumentIsNotRead) {
    diagnostics problems;
    EXPECT_FALSE(parse(std::string((16u << 20) + 1, 'a'), "big.yaml", problems));
    ASSERT_EQ(problems.items().size(), 1u);
    EXPECT_EQ(problems.items()[0].message,
              "the document has 16777217 bytes, more than 16777216 (16 MiB); it was not read");
    EXPECT_EQ(
        render(problems.items()[0], {}),
        "big.yaml: error: the document has 16777217 bytes, more than 16777216 (16 MiB); it was not read [TN2001]\n"
        "  hint: split the platform into several documents\n");
}

}  // namespace
}  // namespace tenon::requirements
