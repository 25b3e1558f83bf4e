// SPDX-License-Identifier: Apache-2.0
#include "cli/parse.hpp"

#include "base/codes/command_line.hpp"
#include "base/text.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace tenon::cli {
namespace {

/// "text, json or sql".
std::string in_words(const std::vector<std::string_view>& choices) {
    std::string text;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) text += i + 1 == choices.size() ? " or " : ", ";
        text += choices[i];
    }
    return text;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates, std::string otherwise) {
    const auto near = closest(word, candidates);
    return near ? fmt::format("did you mean \"{}\"?", *near) : std::move(otherwise);
}

std::string help_hint(const verb& item, std::string_view what) {
    return fmt::format("`tenon {} --help` shows {}", item.name, what);
}

diagnostic unknown_option(const verb& item, std::string_view word) {
    std::vector<std::string> names = {"--help"};
    for (const auto& option : item.options)
        if (!option.positional()) names.emplace_back(option.name);
    const auto name = word.substr(0, word.find('='));
    return {code::unknown_option,
            severity::error,
            {},
            fmt::format("\"tenon {}\" has no option \"{}\"", item.name, name),
            did_you_mean(name, names, help_hint(item, "its options"))};
}

diagnostic surplus(const verb& item, std::string_view word) {
    const bool takes_any =
        std::any_of(item.options.begin(), item.options.end(), [](auto& o) { return o.positional(); });
    return {code::surplus_argument,
            severity::error,
            {},
            fmt::format("\"tenon {}\" takes no {}argument, and \"{}\" is one", item.name, takes_any ? "further " : "",
                        word),
            help_hint(item, "its form")};
}

diagnostic missing_value(const option& option) {
    return {code::missing_value,
            severity::error,
            {},
            fmt::format("{} needs a value, {}", option.name, option.value),
            option.choices.empty() ? "" : fmt::format("it takes {}", in_words(option.choices))};
}

void check_values(const verb& item, const option& option, const std::vector<std::string>& values,
                  diagnostics& problems) {
    if (values.empty() && option.required) {
        const auto needed =
            option.positional() ? std::string(option.name) : fmt::format("{} {}", option.name, option.value);
        problems.error(code::missing_argument, {}, fmt::format("\"tenon {}\" needs {}", item.name, needed),
                       fmt::format("its form is `{}`", usage_line(item)));
    }
    if (values.size() > 1 && !option.many && !option.flag()) {
        problems.error(code::surplus_argument, {}, fmt::format("{} is given {} times", option.name, values.size()),
                       "give it once");
    }
    for (const auto& value : values) {
        const auto& choices = option.choices;
        if (!choices.empty() && std::find(choices.begin(), choices.end(), value) == choices.end()) {
            // A number that is not there was meant.
            const bool is_word = value.find_first_not_of("0123456789") != std::string::npos;
            problems.error(code::bad_value, {},
                           fmt::format("{} takes {}, not \"{}\"", option.name, in_words(choices), value),
                           is_word ? did_you_mean(value, {choices.begin(), choices.end()}, "") : "");
        }
        if (option.value.find('=') != std::string_view::npos && value.find('=', 1) == std::string::npos) {
            problems.error(code::bad_value, {},
                           fmt::format("{} takes {}, not \"{}\"", option.name, option.value, value));
        }
    }
}

/// Gives the words that are no options to the positional arguments, in their order.
void place_positional(const verb& item, const std::vector<std::string>& words, bool tell,
                      std::map<std::string, std::vector<std::string>, std::less<>>& given, diagnostics& problems) {
    auto next = words.begin();
    for (const auto& option : item.options) {
        if (!option.positional() || next == words.end()) continue;
        const auto end = option.many ? words.end() : next + 1;
        given[std::string(option.name)].assign(next, end);
        next = end;
    }
    if (!tell) return;
    for (; next != words.end(); ++next) problems.add(surplus(item, *next));
}

/// CLI11 begins the text of an error with the name of the option at fault.
const option* option_at_fault(const verb& item, std::string_view text) {
    for (const auto& option : item.options)
        if (text.starts_with(option.name) && text.substr(option.name.size()).starts_with(":")) return &option;
    return nullptr;
}

}  // namespace

diagnostic unknown_verb(std::string_view word) {
    std::vector<std::string> names;
    for (const auto& item : all_verbs())
        if (!item.hidden) names.emplace_back(item.name);
    if (word.starts_with("-")) {
        return {code::unknown_option,
                severity::error,
                {},
                fmt::format("\"tenon\" has no option \"{}\"", word),
                "options stand after the verb: `tenon VERB [SOURCE] [options]`"};
    }
    return {code::unknown_verb,
            severity::error,
            {},
            fmt::format("\"{}\" is not a verb of tenon", word),
            did_you_mean(word, names, "`tenon --help` lists the verbs")};
}

parsed parse(const verb& item, std::span<const std::string> words) {
    // What follows "--" is never an option; CLI11 would not tell the two apart afterwards.
    const auto dashes = std::find(words.begin(), words.end(), "--");
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    std::map<std::string, std::vector<std::string>, std::less<>> given;
    for (const auto& option : item.options) {
        auto& values = given[std::string(option.name)];
        if (option.positional()) continue;
        if (option.flag())
            app.add_flag_callback(std::string(option.name), [&values] { values.assign(1, ""); });
        else
            app.add_option(std::string(option.name), values)->allow_extra_args(false);
    }

    diagnostics problems;
    // CLI11 would take `--explain=3` for three times --explain.
    for (auto word = words.begin(); word != dashes; ++word)
        for (const auto& option : item.options)
            if (option.flag() && word->starts_with(option.name) && word->substr(option.name.size()).starts_with("="))
                problems.error(code::bad_value, {}, fmt::format("{} takes no value", option.name),
                               help_hint(item, "its form"));
    if (problems.has_errors()) return {arguments({}), std::move(problems)};
    try {
        app.parse(
            std::vector<std::string>(std::reverse_iterator(dashes), words.rend()));  // CLI11 takes the last word first
    } catch (const CLI::ParseError& error) {
        const auto* option = option_at_fault(item, error.what());
        if (option && !option->flag())
            problems.add(missing_value(*option));
        else
            problems.error(code::wrong_usage, {}, error.what(), help_hint(item, "its form"));
        return {arguments({}), std::move(problems)};
    }
    std::vector<std::string> free;
    for (const auto& word : app.remaining()) {
        if (word.starts_with("-") && word != "-")
            problems.add(unknown_option(item, word));
        else
            free.push_back(word);
    }
    // The word after an unknown option may be its value or an argument; only the option is told.
    const bool sure = problems.empty();
    if (dashes != words.end()) free.insert(free.end(), dashes + 1, words.end());
    place_positional(item, free, sure, given, problems);
    for (const auto& option : item.options)
        if (sure || !option.positional()) check_values(item, option, given[std::string(option.name)], problems);
    return {arguments(std::move(given)), std::move(problems)};
}

}  // namespace tenon::cli
