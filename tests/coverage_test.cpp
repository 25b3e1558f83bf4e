// SPDX-License-Identifier: Apache-2.0
// docs/coverage.md names every wish of the documents that the product comes from once, and nothing that is not there.
#include "base/file.hpp"
#include "base/text.hpp"
#include "cli/verb.hpp"
#include "support/process.hpp"

#include <regex>

namespace tenon {
namespace {

namespace fs = std::filesystem;

struct row {
    std::string id;
    std::string target;
};

/// "| S0-01 | the wish | the target |"; headings and rules of tables are no rows.
std::vector<row> rows_of(std::string_view page) {
    std::vector<row> rows;
    const std::regex form(R"(^\| ([SCD]\d?-\d+) \| .* \| ([^|]*) \|$)");
    for (const auto line : split_lines(page)) {
        std::cmatch found;
        if (std::regex_match(line.data(), line.data() + line.size(), found, form)) rows.push_back({found[1], found[2]});
    }
    return rows;
}

/// The suites of this program; of "Shells/CompletionScript" the name that the source gives it.
std::set<std::string> suites() {
    std::set<std::string> names;
    const auto& all = *::testing::UnitTest::GetInstance();
    for (int i = 0; i < all.total_test_suite_count(); ++i) {
        const std::string name = all.GetTestSuite(i)->name();
        const auto slash = name.find('/');
        names.insert(slash == std::string::npos ? name : name.substr(slash + 1));
        names.insert(name.substr(0, slash));
    }
    return names;
}

/// The folders of the architecture page: `src/diff/` and `runtime/` by their last name.
std::set<std::string> folders() {
    std::set<std::string> names;
    const auto page = read_file(support::source_folder() / "docs/architecture.md");
    const std::regex form(R"(\n\| `(?:src/)?([a-z]+)/` \|)");
    for (std::sregex_iterator at(page.begin(), page.end(), form), end; at != end; ++at) names.insert((*at)[1]);
    return names;
}

/// Why a target does not exist, or nothing.
std::string fault_of(const std::string& target) {
    static const auto known_suites = suites();
    static const auto known_folders = folders();
    std::smatch found;
    if (std::regex_match(target, found, std::regex("verb ([a-z]+)"))) {
        const auto* verb = cli::find_verb(found[1].str());
        return verb && !verb->hidden ? "" : "no such verb";
    }
    if (std::regex_match(target, found, std::regex("test ([A-Za-z_]+)")))
        return known_suites.contains(found[1]) ? "" : "no such test suite";
    if (std::regex_match(target, found, std::regex("planned: ([a-z]+)")))
        return known_folders.contains(found[1]) ? "" : "no such folder in architecture.md";
    if (std::regex_match(target, found, std::regex(R"(\[[^\]]+\]\(([^)#]+)(#[^)]*)?\))")))
        return fs::exists(support::source_folder() / "docs" / found[1].str()) ? "" : "no such file";
    return "not a verb, a test, a link or a plan";
}

std::vector<std::string> faults_of(const std::vector<row>& rows) {
    std::vector<std::string> faults;
    for (const auto& row : rows) {
        std::istringstream targets(row.target);
        for (std::string target; std::getline(targets, target, ';');) {
            const auto fault = fault_of(std::string(trim(target)));
            if (!fault.empty()) faults.push_back(fmt::format("{}: \"{}\": {}", row.id, trim(target), fault));
        }
        if (trim(row.target).empty()) faults.push_back(row.id + ": nothing is named");
    }
    return faults;
}

TEST(Coverage, NamesEveryIdOnce) {
    std::vector<std::string> wanted;
    const auto ids = read_file(support::source_folder() / "tests/testdata/trace_ids.txt");
    for (const auto line : split_lines(ids))
        if (!line.empty()) wanted.emplace_back(line);
    ASSERT_EQ(wanted.size(), 481u + 12u + 16u);
    std::vector<std::string> named;
    for (const auto& row : rows_of(read_file(support::source_folder() / "docs/coverage.md"))) named.push_back(row.id);
    const auto differ = std::mismatch(named.begin(), named.end(), wanted.begin(), wanted.end());
    EXPECT_TRUE(named == wanted) << "at " << (differ.second == wanted.end() ? "the end" : *differ.second)
                                 << " the page has " << (differ.first == named.end() ? "nothing more" : *differ.first);
}

TEST(Coverage, EveryTargetExists) {
    EXPECT_THAT(faults_of(rows_of(read_file(support::source_folder() / "docs/coverage.md"))), ::testing::IsEmpty());
}

TEST(Coverage, NoticesWhatIsNotThere) {
    const auto rows = rows_of(
        "| id | wish | fulfilled by |\n|---|---|---|\n| S0-01 | a | verb explain; test Coverage |\n"
        "| S0-02 | b \\|\\| c | verb nothing |\n| S0-03 | c | test Nothing; [x](nothing.md) |\n"
        "| D-01 | d | planned: nowhere |\n| C-01 | e |  |\n| S0-04 | f | verb manual |\n| S0-05 | g | later |\n");
    EXPECT_THAT(faults_of(rows),
                ::testing::ElementsAre(
                    "S0-02: \"verb nothing\": no such verb", "S0-03: \"test Nothing\": no such test suite",
                    "S0-03: \"[x](nothing.md)\": no such file",
                    "D-01: \"planned: nowhere\": no such folder in architecture.md", "C-01: nothing is named",
                    "S0-04: \"verb manual\": no such verb", "S0-05: \"later\": not a verb, a test, a link or a plan"));
}

}  // namespace
}  // namespace tenon
