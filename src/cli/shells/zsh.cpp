// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "cli/completions.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

/// Inside '…', where _arguments and _describe give [ ] and : a meaning of their own.
std::string in_quotes(std::string_view text) {
    std::string out;
    for (const char each : text) {
        if (each == '\'')
            out += "'\\''";
        else if (each == '[' || each == ']' || each == ':')
            (out += '\\') += each;
        else
            out += each;
    }
    return out;
}

std::string action(const option& item) {
    if (!item.choices.empty()) return fmt::format("({})", fmt::join(item.choices, " "));
    if (item.completes == completion::files) return "_files";
    if (item.completes == completion::folders) return "_files -/";
    return " ";
}

std::string specification(const option& item) {
    if (item.positional()) {
        const auto count = item.many ? "*" : item.required ? "" : ":";
        return fmt::format("'{}:{}:{}'", count, in_quotes(to_lower(item.name)), action(item));
    }
    const auto text = fmt::format("{}{}[{}]", item.many ? "*" : "", item.name, in_quotes(item.help));
    return item.flag() ? fmt::format("'{}'", text)
                       : fmt::format("'{}:{}:{}'", text, in_quotes(to_lower(item.value)), action(item));
}

}  // namespace

std::string zsh_completions() {
    std::string verbs;
    std::string cases;
    for (const auto& item : all_verbs()) {
        if (item.hidden) continue;
        verbs += fmt::format("        '{}:{}'\n", item.name, in_quotes(item.summary));
        cases += fmt::format("        {})\n            _arguments \\\n", item.name);
        for (const auto& option : item.options) cases += fmt::format("                {} \\\n", specification(option));
        cases += "                '--help[what the verb does, its options and examples]'\n            ;;\n";
    }
    return fmt::format(R"(#compdef tenon
_tenon() {{
    local -a verbs=(
{}    )
    if (( CURRENT == 2 )); then
        _describe verb verbs
        return
    fi
    local verb=$words[2]
    shift words
    (( CURRENT-- ))
    case $verb in
        help) _describe verb verbs ;;
{}    esac
}}
if [ "$funcstack[1]" = _tenon ]; then _tenon "$@"; else compdef _tenon tenon; fi
)",
                       verbs, cases);
}

}  // namespace tenon::cli
