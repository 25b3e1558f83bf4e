// SPDX-License-Identifier: Apache-2.0
#include "queries/read_folder.hpp"

#include "base/codes/queries.hpp"
#include "base/file.hpp"

namespace tenon::queries {

namespace fs = std::filesystem;

std::vector<query> read_folder(const fs::path& folder, diagnostics& problems, source_texts& texts) {
    auto files = files_below(folder);
    std::erase_if(files, [](const fs::path& file) { return file.extension() != ".sql"; });
    std::vector<query> all;
    std::map<std::string, position> first;
    for (const auto& file : files) {
        auto text = read_file(file);
        const auto name = file.lexically_normal().string();
        for (auto& query : parse_queries(text, name, problems)) {
            const auto [found, fresh] = first.emplace(query.name, query.where);
            if (!fresh) {
                problems.error(
                    code::query_duplicate_name, query.where,
                    fmt::format("query {} is also at {}:{}", query.name, found->second.file, found->second.line),
                    "give one of them another name");
                continue;
            }
            all.push_back(std::move(query));
        }
        texts.add(name, std::move(text));
    }
    return all;
}

}  // namespace tenon::queries
