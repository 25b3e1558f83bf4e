// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/text.hpp"
#include "cli/common_options.hpp"
#include "cli/verb.hpp"

namespace tenon::cli {
namespace {

/// The entry that `word` names: TN1002, tn1002, 1002, or file_not_readable.
const code_entry* find_code(std::string_view word) {
    const auto wanted = to_lower(word);
    for (const auto& entry : all_codes()) {
        const auto name = to_lower(to_string(entry.code));
        if (wanted == name || wanted == name.substr(2) || wanted == entry.name) return &entry;
    }
    return nullptr;
}

outcome explain(const arguments& given, progress&) {
    const auto word = *given.value("CODE");
    const auto* entry = find_code(word);
    outcome end;
    if (!entry) {
        std::vector<std::string> known;
        for (const auto& each : all_codes()) {
            known.push_back(to_string(each.code));
            known.emplace_back(each.name);
        }
        const auto near = closest(word, known);
        end.exit = exit_code::usage;
        end.findings.error(code::unknown_code, {}, fmt::format("there is no diagnostic \"{}\"", word),
                           near ? fmt::format("did you mean \"{}\"?", *near) : "codes look like TN1002");
        return end;
    }
    end.result =
        fmt::format("{} {}\n\n  {}\n  {}\n", to_string(entry->code), entry->name, entry->meaning, entry->remedy);
    end.members = {{"code", json_string(to_string(entry->code))},
                   {"name", json_string(entry->name)},
                   {"meaning", json_string(entry->meaning)},
                   {"remedy", json_string(entry->remedy)}};
    return end;
}

}  // namespace

verb explain_verb() {
    return {.name = "explain",
            .summary = "what a code like TN1002 means and what to do",
            .description =
                "Every diagnostic of Tenon ends in a code in brackets. This says what the code means and what "
                "to do about it; the whole list is in docs/errors.md.",
            .options = {{.name = "CODE", .help = "the code, with or without TN, or its name", .required = true},
                        format_option()},
            .examples = {{"tenon explain TN1002", "what the code stands for, and what to do"}},
            .execute = explain};
}

}  // namespace tenon::cli
