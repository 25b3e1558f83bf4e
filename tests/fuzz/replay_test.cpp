// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"
#include "fuzz/fuzz_target.hpp"
#include "support/process.hpp"

namespace tenon {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> corpus_of(const std::string& target) {
    std::vector<fs::path> files;
    const auto folder = support::source_folder() / "tests/fuzz/corpus" / target;
    if (fs::exists(folder))
        for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

TEST(FuzzCorpus, EveryTargetHoldsOutAgainstItsCorpus) {
    ASSERT_FALSE(fuzz::targets().empty());
    for (const auto& target : fuzz::targets()) {
        const auto files = corpus_of(target.name);
        EXPECT_FALSE(files.empty()) << "tests/fuzz/corpus/" << target.name << " has no file";
        for (const auto& file : files) target.run(read_file(file));
        target.run("");
    }
}

// Cutting a sound input anywhere is the quickest way to the branches that expect more.
TEST(FuzzCorpus, EveryTargetHoldsOutAgainstCutInputs) {
    for (const auto& target : fuzz::targets()) {
        for (const auto& file : corpus_of(target.name)) {
            const auto text = read_file(file);
            for (std::size_t length = 0; length < std::min<std::size_t>(text.size(), 600); ++length)
                target.run(std::string_view(text).substr(0, length));
        }
    }
}

TEST(FuzzCorpus, EveryFolderHasATarget) {
    std::set<std::string> names;
    for (const auto& target : fuzz::targets()) names.insert(target.name);
    for (const auto& entry : fs::directory_iterator(support::source_folder() / "tests/fuzz/corpus"))
        EXPECT_TRUE(names.contains(entry.path().filename().string())) << entry.path();
}

}  // namespace
}  // namespace tenon
