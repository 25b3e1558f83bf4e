// SPDX-License-Identifier: Apache-2.0
#include "cli/verb.hpp"

namespace tenon::cli {

#define TENON_VERB(name) verb name##_verb();
#include "cli/verbs.def"
#undef TENON_VERB

std::span<const verb> all_verbs() {
    static const std::vector<verb> verbs = {
#define TENON_VERB(name) name##_verb(),
#include "cli/verbs.def"
#undef TENON_VERB
    };
    return verbs;
}

const verb* find_verb(std::string_view name) {
    const auto verbs = all_verbs();
    const auto found = std::find_if(verbs.begin(), verbs.end(), [&](const verb& item) { return item.name == name; });
    return found == verbs.end() ? nullptr : &*found;
}

std::string usage_line(const verb& item) {
    std::string line = fmt::format("tenon {}", item.name);
    bool has_more = false;
    for (const auto& option : item.options) {
        if (!option.positional() && !option.required) {
            has_more = true;
            continue;
        }
        auto word = option.positional() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value);
        if (option.many) word += "…";
        line += option.required ? " " + word : " [" + word + "]";
    }
    return has_more ? line + " [options]" : line;
}

}  // namespace tenon::cli
