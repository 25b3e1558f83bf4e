// SPDX-License-Identifier: Apache-2.0
#include "cli/error_index.hpp"

#include "base/code.hpp"
#include "base/text.hpp"

namespace tenon::cli {
namespace {

/// By the first digit of the code.
constexpr std::string_view areas[] = {
    "",        "Command line and files", "Requirements", "Design",  "SQL and catalogs", "Servers",
    "Queries", "Plans and migrations",   "Generators",   "Projects"};

std::string cell(std::string_view text) {
    return replace_all(std::string(text), "|", "\\|");
}

}  // namespace

std::string error_index() {
    std::string page =
        "# Codes\n\nEvery diagnostic and failure of Tenon ends in a code. The codes are stable: one that is retired is "
        "not given "
        "to anything else.\n`tenon explain TN1002` prints an entry. This page is made from `src/base/codes/` by "
        "`./test --update`.\n";
    int area = 0;
    for (const auto& entry : all_codes()) {
        const int digit = static_cast<int>(entry.code) / 1000;
        if (digit != area) {
            area = digit;
            page += fmt::format("\n## {}: {}\n\n| code | name | what it means | what to do |\n|---|---|---|---|\n",
                                digit, areas[digit]);
        }
        page += fmt::format("| {} | `{}` | {} | {} |\n", to_string(entry.code), entry.name, cell(entry.meaning),
                            cell(entry.remedy));
    }
    return page;
}

}  // namespace tenon::cli
