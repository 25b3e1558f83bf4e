// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "cli/completions.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

std::string in_quotes(std::string_view text) {
    return fmt::format("'{}'", replace_all(replace_all(std::string(text), "\\", "\\\\"), "'", "\\'"));
}

std::string value_of(const option& item) {
    if (!item.choices.empty()) return fmt::format(" -x -a {}", in_quotes(fmt::to_string(fmt::join(item.choices, " "))));
    if (item.completes == completion::files) return " -r -F";
    if (item.completes == completion::folders) return " -x -a '(__fish_complete_directories)'";
    return " -x";
}

std::string line(const verb& item, const option& option) {
    const auto seen = fmt::format("complete -c tenon -n '__fish_seen_subcommand_from {}'", item.name);
    if (option.positional()) {
        if (option.choices.empty() && option.completes == completion::nothing) return "";
        return seen + value_of(option) + "\n";
    }
    return fmt::format("{} -l {}{} -d {}\n", seen, option.name.substr(2), option.flag() ? "" : value_of(option),
                       in_quotes(option.help));
}

}  // namespace

std::string fish_completions() {
    std::string out = "# fish completion for tenon\ncomplete -c tenon -f\n";
    for (const auto& item : all_verbs()) {
        if (item.hidden) continue;
        out +=
            fmt::format("complete -c tenon -n __fish_use_subcommand -a {} -d {}\n", item.name, in_quotes(item.summary));
        for (const auto& option : item.options) out += line(item, option);
    }
    return out + "complete -c tenon -l help -d 'what the verb does, its options and examples'\n";
}

}  // namespace tenon::cli
