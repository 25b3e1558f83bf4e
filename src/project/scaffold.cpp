// SPDX-License-Identifier: Apache-2.0
#include "project/scaffold.hpp"

#include "base/text.hpp"
#include "requirements/scaffold.hpp"

namespace tenon::project {
namespace {

constexpr std::string_view settings = R"(# Settings of this project. Each has a default; this file may be empty.
{}                 # the major version that the schema is for
requirements: requirements.yaml
queries: queries
migrations: migrations
)";

}  // namespace

std::vector<scaffold_file> scaffold(std::string_view platform, std::optional<int> postgres) {
    return {{"tenon.yaml", fmt::format(settings, postgres ? fmt::format("postgres: {}", *postgres) : "# postgres: 15")},
            {"requirements.yaml", requirements::starter_requirements(platform)},
            {"queries/example.sql", std::string(requirements::starter_queries())}};
}

std::string platform_name(std::string_view text) {
    std::string name;
    for (const char each : to_lower(text)) {
        const bool letter = each >= 'a' && each <= 'z';
        const bool digit = each >= '0' && each <= '9';
        if (letter || (digit && !name.empty()))
            name += each;
        else if (!name.empty() && name.back() != '_')
            name += '_';
    }
    while (name.ends_with('_')) name.pop_back();
    return name.empty() ? "platform" : name;
}

}  // namespace tenon::project
