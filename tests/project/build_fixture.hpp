// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/file.hpp"
#include "support/process.hpp"
#include "support/servers.hpp"

namespace tenon::project {

inline constexpr const char* requirements = R"(platform: workshop
entities:
  Tool:
    attributes:
      name: text(80) unique
      price: money? >= 0
      state: one of [new, used, broken] = new
  Loan:
    attributes:
      lent_on: date
      returned_on: date?
    belongs_to:
      tool: Tool
    rules: {in_order: returned_on is null or returned_on >= lent_on}
    behaviours: [soft_delete]
)";

inline constexpr const char* loans = R"(-- name: loans_of_tool :many rate=10/s
-- param tool_id: uuid
SELECT id, lent_on FROM loans WHERE tool_id = :tool_id AND returned_on IS NULL ORDER BY lent_on DESC;
)";

/// A small project, and what the real binary makes of it.
class Build : public testing::Test {
protected:
    Build() {
        folder_.write("requirements.yaml", requirements);
        folder_.write("queries/loans.sql", loans);
        folder_.write("tenon.yaml", "postgres: 15\n");
    }

    support::finished build(std::vector<std::string> more = {}) {
        std::vector<std::string> words = {"build"};
        words.insert(words.end(), more.begin(), more.end());
        return support::run_tenon(words,
                                  {.environment = {{"SOURCE_DATE_EPOCH", "1767225600"}}, .folder = folder_.path()});
    }

    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> out;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path()))
            if (entry.is_regular_file())
                out[std::filesystem::relative(entry.path(), folder_.path()).string()] = read_file(entry.path());
        return out;
    }

    support::temporary_folder folder_;
};

}  // namespace tenon::project
