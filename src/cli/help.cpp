// SPDX-License-Identifier: Apache-2.0
#include "cli/help.hpp"

#include "base/text.hpp"
#include "base/version.hpp"

namespace tenon::cli {
namespace {

constexpr std::size_t widest = 100;  // longer lines are hard to read

constexpr std::string_view purpose =
    "Write down what you store (requirements.yaml) and how you ask for it (queries/*.sql). Tenon makes the schema, the "
    "migration and the documentation, and proves each on a real PostgreSQL before you see it.";

constexpr std::pair<int, std::string_view> exit_codes[] = {
    {0, "fine, or nothing to do"},
    {1, "findings or differences; the result is complete"},
    {2, "wrong usage or bad input"},
    {3, "the database or the system failed"},
    {4, "refused: an answer is needed first; nothing was done"},
    {70, "an error of Tenon"},
};

std::string heading(std::string_view text, bool colours) {
    return colours ? fmt::format("\x1b[1m{}\x1b[0m\n", text) : fmt::format("{}\n", text);
}

std::size_t usable(int width) {
    return std::min<std::size_t>(widest, static_cast<std::size_t>(std::max(width, 40)));
}

using row = std::pair<std::string, std::string>;

/// Two columns; the second is wrapped below itself.
std::string table(const std::vector<row>& rows, std::size_t width) {
    std::size_t left = 0;
    for (const auto& [name, text] : rows) left = std::max(left, count_characters(name));
    std::string out;
    for (const auto& [name, text] : rows) {
        const auto padding = std::string(left - count_characters(name) + 2, ' ');
        out += fmt::format("  {}{}{}", name, padding, wrap(text, width, left + 4).substr(left + 4));
    }
    return out;
}

row option_row(const option& item) {
    if (item.positional() || item.flag()) return {std::string(item.name), option_help(item)};
    return {fmt::format("{} {}", item.name, item.value), option_help(item)};
}

}  // namespace

std::string option_help(const option& item) {
    std::string text(item.help);
    for (std::size_t i = 0; i < item.choices.size(); ++i) {
        text += i == 0 ? ": " : i + 1 == item.choices.size() ? " or " : ", ";
        text += item.choices[i];
        if (i == 0 && item.name == "--format") text += " (default)";
    }
    if (item.many) text += "; may be given several times";
    return text;
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string out;
    for (const auto paragraph : split_lines(text)) {
        if (paragraph.empty()) {
            out += '\n';
            continue;
        }
        std::string line;
        for (const auto word : split(paragraph, ' ')) {
            if (!line.empty() && indent + count_characters(line) + 1 + count_characters(word) > width) {
                out += margin + line + '\n';
                line.clear();
            }
            line += (line.empty() ? "" : " ") + std::string(word);
        }
        out += margin + line + '\n';
    }
    return out;
}

std::string overview(int width, bool colours) {
    const auto columns = usable(width);
    auto out = heading(fmt::format("tenon {}: joinery for PostgreSQL", version()), colours) + '\n' +
               wrap(purpose, columns, 0) + '\n';
    out += "Usage: tenon VERB [SOURCE] [options]\n\n" + heading("Verbs", colours);
    std::vector<row> rows;
    for (const auto& item : all_verbs())
        if (!item.hidden) rows.emplace_back(item.name, item.summary);
    out += table(rows, columns) + '\n' + heading("Everywhere", colours);
    out += table({{"VERB --help", "what the verb does, its options and examples"},
                  {"--format json", "one JSON object on stdout: ok, findings, and the verb's own members"},
                  {"--version", "the version"}},
                 columns);
    out += '\n' + heading("Exit codes", colours);
    rows.clear();
    for (const auto& [number, meaning] : exit_codes) rows.emplace_back(fmt::to_string(number), meaning);
    return out + table(rows, columns);
}

std::string help_page(const verb& item, int width, bool colours) {
    const auto columns = usable(width);
    auto out = heading(fmt::format("tenon {}: {}", item.name, item.summary), colours);
    out += fmt::format("\nUsage: {}\n\n", usage_line(item)) + wrap(item.description, columns, 0);
    std::vector<row> positional;
    std::vector<row> named;
    for (const auto& option : item.options) (option.positional() ? positional : named).push_back(option_row(option));
    named.emplace_back("--help", "this page");
    if (!positional.empty()) out += '\n' + heading("Arguments", colours) + table(positional, columns);
    out += '\n' + heading("Options", colours) + table(named, columns);
    if (!item.examples.empty()) out += '\n' + heading("Examples", colours);
    for (const auto& example : item.examples)
        out += fmt::format("  {}\n", example.command) + wrap(example.does, columns, 6);
    return out;
}

}  // namespace tenon::cli
