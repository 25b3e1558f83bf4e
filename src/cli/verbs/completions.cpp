// SPDX-License-Identifier: Apache-2.0
#include "cli/completions.hpp"

#include "cli/common_options.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

outcome completions(const arguments& given, progress&) {
    const auto shell = *given.value("SHELL");
    outcome end;
    end.result = shell == "bash" ? bash_completions() : shell == "zsh" ? zsh_completions() : fish_completions();
    end.members = {{"shell", json_string(shell)}, {"script", json_string(end.result)}};
    return end;
}

}  // namespace

verb completions_verb() {
    return {.name = "completions",
            .summary = "a completion script for bash, zsh or fish",
            .description =
                "Prints a script that lets the shell complete verbs, options and their values. The Debian "
                "package installs all three.",
            .options = {{.name = "SHELL", .help = "the shell", .choices = {"bash", "zsh", "fish"}, .required = true},
                        format_option()},
            .examples = {{"source <(tenon completions bash)", "completions in this shell, until it ends"},
                         {"tenon completions fish > ~/.config/fish/completions/tenon.fish",
                          "completions in fish, from now on"}},
            .execute = completions};
}

}  // namespace tenon::cli
