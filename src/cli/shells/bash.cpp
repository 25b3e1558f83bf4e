// SPDX-License-Identifier: Apache-2.0
#include "cli/completions.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

/// What `compgen` is asked for, for one option's value.
std::string generator(const option& item) {
    if (!item.choices.empty()) return fmt::format("-W '{}'", fmt::join(item.choices, " "));
    if (item.completes == completion::files) return "-f";
    if (item.completes == completion::folders) return "-d";
    return "";
}

std::string verb_case(const verb& item) {
    std::string names = "--help";
    std::string values;
    std::string positional;
    for (const auto& option : item.options) {
        const auto from = generator(option);
        if (option.positional()) {
            if (positional.empty()) positional = from;
            continue;
        }
        names += fmt::format(" {}", option.name);
        if (!option.flag()) values += fmt::format("                {}) offer=\"{}\" ;;\n", option.name, from);
    }
    auto text = fmt::format("        {})\n            options='{}'\n            arguments=\"{}\"\n", item.name, names,
                            positional);
    if (!values.empty()) text += "            case $before in\n" + values + "            esac\n";
    return text + "            ;;\n";
}

}  // namespace

std::string bash_completions() {
    std::string verbs;
    std::string cases;
    for (const auto& item : all_verbs()) {
        if (item.hidden) continue;
        verbs += (verbs.empty() ? "" : " ") + std::string(item.name);
        cases += verb_case(item);
    }
    return fmt::format(R"(# bash completion for tenon
_tenon() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options='' arguments='' offer=none
    COMPREPLY=()
    if [ "$COMP_CWORD" = 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W '{0} help --help --version' -- "$word")
        return
    fi
    case ${{COMP_WORDS[1]}} in
        help)
            options='{0}'
            arguments="-W '{0}'"
            ;;
{1}    esac
    if [ "$offer" = none ]; then
        case $word in
            -*) offer="-W '$options'" ;;
            *) offer=$arguments ;;
        esac
    fi
    [ -z "$offer" ] || mapfile -t COMPREPLY < <(eval "compgen $offer -- \"\$word\"")
    case $offer in -f | -d) compopt -o filenames 2>/dev/null ;; esac
}}
complete -F _tenon tenon
)",
                       verbs, cases);
}

}  // namespace tenon::cli
