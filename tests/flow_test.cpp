// SPDX-License-Identifier: Apache-2.0
// Data flows one way: docs/architecture.md says which folder may use which, the CMakeLists.txt of a folder says what it
// uses, and no #include may break either.
#include "base/file.hpp"
#include "base/text.hpp"
#include "support/process.hpp"

#include <regex>

namespace tenon {
namespace {

namespace fs = std::filesystem;
using folders = std::set<std::string, std::less<>>;
using flow = std::map<std::string, folders, std::less<>>;

/// What a folder may use, what those may use in turn, and itself.
folders reach(const flow& may_use, const std::string& folder) {
    folders reached;
    std::vector<std::string> waiting = {folder};
    while (!waiting.empty()) {
        const auto next = waiting.back();
        waiting.pop_back();
        if (!reached.insert(next).second) continue;
        if (const auto found = may_use.find(next); found != may_use.end())
            waiting.insert(waiting.end(), found->second.begin(), found->second.end());
    }
    return reached;
}

/// The folders that a cell of the table names: `sql`, `wire`; "nothing of ours" names none.
folders folders_in(std::string_view cell) {
    folders names;
    const std::string text(cell);
    const std::regex word("`([a-z]+)`");
    for (std::sregex_iterator at(text.begin(), text.end(), word), end; at != end; ++at) names.insert((*at)[1]);
    return names;
}

/// Rows like "| `src/diff/` | what it holds | `sql` |".
flow flow_of_table(std::string_view page) {
    flow rows;
    const std::regex row(R"(^\| `(?:src/)?([a-z]+)/` \|.*\|([^|]*)\|$)");
    for (const auto line : split_lines(page)) {
        std::cmatch found;
        if (std::regex_match(line.data(), line.data() + line.size(), found, row))
            rows[found[1]] = folders_in(found[2].str());
    }
    return rows;
}

/// `tenon_library(diff USES sql LINKS …)`.
void add_library_line(flow& uses, const std::string& text) {
    const std::regex call(R"(tenon_library\(([a-z]+)([^)]*)\))");
    for (std::sregex_iterator at(text.begin(), text.end(), call), end; at != end; ++at) {
        auto& mine = uses[(*at)[1]];
        bool in_uses = false;
        std::istringstream words((*at)[2].str());
        for (std::string word; words >> word;) {
            if (word == "USES" || word == "LINKS")
                in_uses = word == "USES";
            else if (in_uses)
                mine.insert(word);
        }
    }
}

struct source {
    std::string path;  ///< below src/
    std::string text;
};

std::string folder_of(std::string_view path) {
    return std::string(path.substr(0, path.find('/')));
}

/// Every #include of our own that the flow forbids, as "path:line: why".
std::vector<std::string> violations(const std::vector<source>& sources, const flow& may_use) {
    std::vector<std::string> found;
    const std::regex include(R"rx(^\s*#\s*include\s*"([^"]*)")rx");
    for (const auto& file : sources) {
        const auto own = folder_of(file.path);
        const auto allowed = reach(may_use, own);
        int number = 0;
        for (const auto line : split_lines(file.text)) {
            ++number;
            std::cmatch match;
            if (!std::regex_search(line.data(), line.data() + line.size(), match, include)) continue;
            const auto target = match[1].str();
            const auto folder = folder_of(target);
            if (target.find('/') == std::string::npos || folder.starts_with("."))
                found.push_back(fmt::format("{}:{}: \"{}\" is not written from src/ on", file.path, number, target));
            else if (!allowed.contains(folder))
                found.push_back(
                    fmt::format("{}:{}: {} may not use {} (\"{}\")", file.path, number, own, folder, target));
        }
    }
    return found;
}

std::vector<source> all_sources() {
    std::vector<source> sources;
    const auto root = support::source_folder() / "src";
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const auto extension = entry.path().extension();
        if (entry.is_regular_file() && (extension == ".hpp" || extension == ".cpp" || extension == ".def"))
            sources.push_back({entry.path().lexically_relative(root).string(), read_file(entry.path())});
    }
    return sources;
}

flow declared_flow() {
    flow uses;
    for (const auto& entry : fs::directory_iterator(support::source_folder() / "src"))
        if (fs::exists(entry.path() / "CMakeLists.txt"))
            add_library_line(uses, read_file(entry.path() / "CMakeLists.txt"));
    return uses;
}

flow documented_flow() {
    return flow_of_table(read_file(support::source_folder() / "docs/architecture.md"));
}

TEST(Flow, NoIncludeBreaksWhatTheCMakeFilesDeclare) {
    EXPECT_THAT(violations(all_sources(), declared_flow()), ::testing::IsEmpty());
}

TEST(Flow, NoIncludeBreaksTheDocumentedTable) {
    const auto documented = documented_flow();
    ASSERT_GE(documented.size(), 20u) << "the table of docs/architecture.md could not be read";
    EXPECT_THAT(violations(all_sources(), documented), ::testing::IsEmpty());
}

TEST(Flow, TheCMakeFilesDeclareNothingThatTheTableForbids) {
    const auto documented = documented_flow();
    for (const auto& [folder, uses] : declared_flow()) {
        EXPECT_TRUE(documented.contains(folder)) << folder << " is not in the table of docs/architecture.md";
        for (const auto& each : uses)
            EXPECT_TRUE(reach(documented, folder).contains(each)) << folder << " uses " << each;
    }
}

TEST(Flow, EveryFolderOfSrcIsALibrary) {
    const auto declared = declared_flow();
    for (const auto& entry : fs::directory_iterator(support::source_folder() / "src"))
        if (entry.is_directory()) {
            EXPECT_TRUE(declared.contains(entry.path().filename().string())) << entry.path();
        }
}

TEST(Flow, TheDocumentedFlowHasNoCircle) {
    const auto documented = documented_flow();
    for (const auto& [folder, uses] : documented)
        for (const auto& each : uses)
            EXPECT_FALSE(reach(documented, each).contains(folder)) << folder << " and " << each;
}

// The checks above hold today, so each has to show that it would notice.
TEST(Flow, NoticesWhatIsForbidden) {
    flow rules = flow_of_table(
        "| folder | holds | may use |\n|---|---|---|\n| `src/base/` | texts | nothing of ours |\n"
        "| `src/catalog/` | values | `base` |\n| `src/sql/` | statements | `catalog` |\n");
    EXPECT_EQ(rules, (flow{{"base", {}}, {"catalog", {"base"}}, {"sql", {"catalog"}}}));
    EXPECT_THAT(
        violations({{"sql/a.cpp", "#include \"base/text.hpp\"\n#include \"sql/b.hpp\"\n#include <vector>\n"}}, rules),
        ::testing::IsEmpty())
        << "what a used folder may use in turn is allowed";
    EXPECT_THAT(violations({{"base/x.cpp", "// first\n  # include \"catalog/y.hpp\"\n"},
                            {"catalog/deep/z.hpp",
                             "#include \"sql/a.hpp\"\n#include \"../base/text.hpp\"\n#include \"near.hpp\"\n"}},
                           rules),
                ::testing::ElementsAre("base/x.cpp:2: base may not use catalog (\"catalog/y.hpp\")",
                                       "catalog/deep/z.hpp:1: catalog may not use sql (\"sql/a.hpp\")",
                                       "catalog/deep/z.hpp:2: \"../base/text.hpp\" is not written from src/ on",
                                       "catalog/deep/z.hpp:3: \"near.hpp\" is not written from src/ on"));
    flow declared;
    add_library_line(declared, "tenon_library(sql USES catalog base LINKS pg_query)\ntenon_library(base LINKS x)");
    EXPECT_EQ(declared, (flow{{"base", {}}, {"sql", {"base", "catalog"}}}));
}

}  // namespace
}  // namespace tenon
