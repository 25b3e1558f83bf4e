// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tenon::support {

/// The folder of public schemas that long tests read: TENON_CORPUS, else ../shared/corpus beside the
/// checkout. Nothing when it is not on this machine.
inline std::optional<std::filesystem::path> corpus() {
    namespace fs = std::filesystem;
    if (const char* named = std::getenv("TENON_CORPUS")) {
        if (fs::is_directory(named)) return fs::path(named);
        return std::nullopt;
    }
    const auto beside = fs::path(TENON_SOURCE_DIR).parent_path() / "shared" / "corpus";
    if (fs::is_directory(beside)) return beside;
    return std::nullopt;
}

/// Every .sql file of the corpus in path order, relative to it.
inline std::vector<std::filesystem::path> corpus_sql_files(const std::filesystem::path& root) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.is_regular_file() && entry.path().extension() == ".sql")
            files.push_back(std::filesystem::relative(entry.path(), root));
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace tenon::support

#define TENON_NEEDS_CORPUS()       \
    if (!tenon::support::corpus()) \
    GTEST_SKIP() << "not run: the schema corpus is not here (set TENON_CORPUS to its folder)"
