// SPDX-License-Identifier: Apache-2.0
#include "requirements/yaml_traps.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"

namespace tenon::requirements {

namespace {

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// One line, seen as `key: value # comment` as far as it can be.
struct line_parts {
    std::string_view line;
    std::size_t start = 0;  // offset of the line in the text
    std::size_t value = 0;  // where the value begins in the line; npos when there is no key
    std::size_t end = 0;    // where the value ends, without comment and blanks
};

/// Where a comment begins outside quotes, or the end.
std::size_t comment_start(std::string_view line) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote) {
            if (line[i] == quote) quote = 0;
        } else if ((line[i] == '\'' || line[i] == '"') && (i == 0 || !is_word_byte(line[i - 1]))) {
            quote = line[i];
        } else if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t')) {
            return i;
        }
    }
    return line.size();
}

line_parts take_apart(const source& text, int number) {
    line_parts parts;
    parts.line = text.line(number);
    parts.start = text.line_start(number);
    parts.end = comment_start(parts.line);
    while (parts.end > 0 && (parts.line[parts.end - 1] == ' ' || parts.line[parts.end - 1] == '\t')) --parts.end;
    std::size_t at = parts.line.find_first_not_of(" \t");
    while (at != std::string_view::npos && parts.line.substr(at).starts_with("- "))
        at = parts.line.find_first_not_of(' ', at + 2);
    parts.value = std::string_view::npos;
    if (at == std::string_view::npos || at >= parts.end || parts.line[at] == '{' || parts.line[at] == '[') return parts;
    const auto colon = parts.line.find(": ", at);
    if (colon == std::string_view::npos || colon >= parts.end) return parts;
    parts.value = parts.line.find_first_not_of(' ', colon + 1);
    return parts;
}

void report(const source& text, diagnostic_code id, std::size_t offset, std::string message, std::string hint,
            diagnostics& problems) {
    problems.error(id, text.position_of(text.at(offset)), std::move(message), std::move(hint));
}

/// Tells of every line that is indented with a tab.
bool explain_tabs(const source& text, int from, int to, diagnostics& problems) {
    bool found = false;
    for (int number = std::max(1, from); number <= std::min(to, text.line_count()); ++number) {
        const auto line = text.line(number);
        const auto tab = line.find_first_not_of(' ');
        if (tab == std::string_view::npos || line[tab] != '\t' || trim(line).empty() || trim(line).front() == '#')
            continue;
        report(text, code::tab_indentation, text.line_start(number) + tab, "the line is indented with a tab",
               "YAML allows blanks only: replace each tab by two of them", problems);
        found = true;
    }
    return found;
}

/// An entry `key: value` of a flow mapping, as a person means it: commas inside parentheses and brackets belong to it.
struct flow_entry {
    std::size_t value = 0;
    std::size_t end = 0;
};

std::vector<flow_entry> flow_entries(std::string_view line, std::size_t brace, std::size_t end) {
    std::vector<flow_entry> entries;
    std::size_t begin = brace + 1;
    int depth = 0;
    char quote = 0;
    const auto add = [&](std::size_t to) {
        const auto colon = line.substr(0, to).find(": ", begin);
        if (colon == std::string_view::npos) return;
        const auto value = line.find_first_not_of(' ', colon + 1);
        while (to > value && line[to - 1] == ' ') --to;
        if (value < to) entries.push_back({value, to});
    };
    for (std::size_t i = begin; i < end; ++i) {
        const char c = line[i];
        if (quote) {
            if (c == quote) quote = 0;
            continue;
        }
        if (c == '\'' || c == '"') quote = c;
        if (c == '(' || c == '[' || c == '{') ++depth;
        if (c == ')' || c == ']') --depth;
        if (c == '}' && depth-- == 0) {
            add(i);
            return entries;
        }
        if (c == ',' && depth == 0) {
            add(i);
            begin = i + 1;
        }
    }
    add(end);
    return entries;
}

using text_spans = std::vector<std::pair<std::size_t, std::size_t>>;

void explain_entries(const source& text, const line_parts& parts, std::size_t brace, std::size_t end, text_spans& found,
                     diagnostics& problems) {
    for (const auto& entry : flow_entries(parts.line, brace, end)) {
        const auto value = parts.line.substr(entry.value, entry.end - entry.value);
        const char first = value.front();
        if (first == '{') explain_entries(text, parts, entry.value, entry.end, found, problems);
        if (first == '\'' || first == '"' || first == '[' || first == '{') continue;
        const auto hint = fmt::format("put it in quotes: {}", in_quotes(value));
        const auto bracket = value.find_first_of("[]"), mark = value.find('?');
        if (bracket != std::string_view::npos)
            report(text, code::flow_brackets, parts.start + entry.value + bracket,
                   "shorthand with [ ] stands unquoted inside { }", hint, problems);
        else if (mark != std::string_view::npos)
            report(text, code::flow_question_mark, parts.start + entry.value + mark,
                   "shorthand with ? stands unquoted inside { }", hint, problems);
        else
            continue;
        found.emplace_back(parts.start + entry.value, parts.start + entry.end);
    }
}

/// Shorthand that flow style cannot hold: `{type: text?}`, `{type: one of [a, b]}`. The values at fault.
text_spans explain_flow(const source& text, const line_parts& parts, diagnostics& problems) {
    text_spans found;
    if (const auto brace = parts.line.find('{'); brace != std::string_view::npos)
        explain_entries(text, parts, brace, parts.end, found, problems);
    return found;
}

/// `key: note: text`, which YAML reads as a mapping inside a line.
bool explain_colon(const source& text, const line_parts& parts, diagnostics& problems) {
    if (parts.value == std::string_view::npos || parts.value >= parts.end) return false;
    const auto value = parts.line.substr(parts.value, parts.end - parts.value);
    if (value.front() == '\'' || value.front() == '"' || value.front() == '{' || value.front() == '[') return false;
    auto colon = value.find(": ");
    if (colon == std::string_view::npos && value.ends_with(':')) colon = value.size() - 1;
    if (colon == std::string_view::npos) return false;
    report(text, code::colon_in_plain, parts.start + parts.value + colon,
           "an unquoted value contains a colon and a blank, which begins another key",
           fmt::format("put the value in quotes: {}", in_quotes(value)), problems);
    return true;
}

/// `label: 'a' || b`: the value ends with the closing quote.
bool explain_early_quote(const source& text, const line_parts& parts, diagnostics& problems) {
    if (parts.value == std::string_view::npos || parts.value >= parts.end) return false;
    const char quote = parts.line[parts.value];
    if (quote != '\'' && quote != '"') return false;
    std::size_t i = parts.value + 1;
    for (; i < parts.line.size(); ++i) {
        if (quote == '"' && parts.line[i] == '\\') {
            ++i;
        } else if (parts.line[i] == quote) {
            if (quote == '\'' && i + 1 < parts.line.size() && parts.line[i + 1] == '\'') {
                ++i;
            } else {
                break;
            }
        }
    }
    if (i >= parts.line.size()) return false;
    const auto rest = parts.line.find_first_not_of(' ', i + 1);
    if (rest == std::string_view::npos || parts.line[rest] == '#') return false;
    report(text, code::quote_ends_early, parts.start + rest, "the value goes on after its closing quote",
           fmt::format("put the whole value in quotes: {}", in_quotes(trim(parts.line.substr(parts.value)))), problems);
    return true;
}

/// `platform:chip`, where YAML sees no key.
bool explain_missing_blank(const source& text, int from, int to, diagnostics& problems) {
    for (int number = std::max(1, from); number <= std::min(to, text.line_count()); ++number) {
        const auto line = text.line(number);
        auto at = line.find_first_not_of(" -");
        if (at == std::string_view::npos) continue;
        while (at < line.size() && is_word_byte(line[at])) ++at;
        const auto word = trim(line.substr(0, at));
        if (word.empty() || !is_word_byte(word.back()) || at + 1 >= line.size() || line[at] != ':' ||
            line[at + 1] == ' ')
            continue;
        if (line[at + 1] == ':' || line[at + 1] == '/' || line[at + 1] == '\t') continue;
        report(text, code::colon_without_blank, text.line_start(number) + at,
               fmt::format(
                   "the colon after \"{}\" is not followed by a blank, so YAML sees no key",
                   word.substr(word.find_last_of(" -") == std::string_view::npos ? 0 : word.find_last_of(" -") + 1)),
               "put a blank after the colon", problems);
        return true;
    }
    return false;
}

/// The bracket of a flow collection that is never closed, seen from `offset` backwards; npos when there is none.
std::size_t open_bracket(const source& text, std::size_t offset) {
    const auto before = text.text().substr(0, offset);
    int depth = 0;
    for (std::size_t i = before.size(); i-- > 0;) {
        if (before[i] == '}' || before[i] == ']') ++depth;
        if ((before[i] == '{' || before[i] == '[') && depth-- == 0) return i;
    }
    return std::string_view::npos;
}

void explain_in_general(const source& text, std::size_t offset, const line_parts& parts, const std::string& message,
                        diagnostics& problems) {
    const bool scalar_end = message.find("end of scalar") != std::string::npos ||
                            message.find("EOF") != std::string::npos ||
                            message.find("document indicator") != std::string::npos;
    const auto quote = parts.value < parts.end ? parts.line[parts.value] : '\0';
    if (scalar_end || ((quote == '\'' || quote == '"') && offset >= text.text().size())) {
        report(text, code::quote_not_closed, offset, "a quoted value has no closing quote",
               "close the quote; a single quote inside single quotes is written twice", problems);
        return;
    }
    if (message.find("end of map flow") != std::string::npos ||
        message.find("end of sequence flow") != std::string::npos) {
        const auto bracket = open_bracket(text, offset);
        const auto where = bracket == std::string_view::npos ? offset : bracket;
        report(text, code::bracket_not_closed, where,
               fmt::format("the {} has no closing counterpart", where < text.text().size() ? text.text()[where] : '{'),
               "close it, or put a value with brackets in quotes", problems);
        return;
    }
    if (message.find("anchor") != std::string::npos) {
        report(text, code::unknown_anchor, offset, "this alias names an anchor that is not defined above it",
               "define the anchor first; a value that begins with * needs quotes", problems);
        return;
    }
    if (message.find("recursion") != std::string::npos || message.find("too deep") != std::string::npos) {
        report(text, code::too_deep, offset, "values are nested more than 64 levels deep here", "nest less", problems);
        return;
    }
    std::string hint = "compare the indentation with the lines around it; values with special characters need quotes";
    if (parts.value < parts.end && std::string_view("@`%").find(parts.line[parts.value]) != std::string_view::npos)
        hint = fmt::format("a value cannot begin with {}; put it in quotes: {}", parts.line[parts.value],
                           in_quotes(parts.line.substr(parts.value, parts.end - parts.value)));
    report(text, code::yaml_syntax, offset, fmt::format("this is not YAML: {}", message), hint, problems);
}

}  // namespace

std::string in_quotes(std::string_view value) {
    const bool has_single = value.find('\'') != std::string_view::npos;
    const bool needs_escape = value.find_first_of("\"\\") != std::string_view::npos;
    if (has_single && !needs_escape) return fmt::format("\"{}\"", value);
    if (!has_single && needs_escape) return fmt::format("'{}'", value);
    return has_single ? fmt::format("'{}'", replace_all(std::string(value), "'", "''")) : fmt::format("\"{}\"", value);
}

blank_out explain_yaml_fault(const source& text, std::size_t offset, const std::string& message,
                             diagnostics& problems) {
    const int number = text.at(offset).line;
    if (explain_tabs(text, number - 1, number, problems)) {
        explain_tabs(text, number + 1, std::min(number + 20, text.line_count()), problems);
        return {};
    }
    // yaml-cpp notices some faults at the token after them: look at the lines before, too, when they are not at fault.
    for (const int candidate : {number, number - 1}) {
        if (candidate < 1) continue;
        const auto parts = take_apart(text, candidate);
        auto values = explain_flow(text, parts, problems);
        const bool found = !values.empty() ||
                           (candidate == number &&
                            (explain_colon(text, parts, problems) || explain_early_quote(text, parts, problems))) ||
                           (candidate != number && explain_early_quote(text, parts, problems));
        if (!found) continue;
        if (parts.value == std::string_view::npos) {
            const auto brace = parts.line.find('{');
            if (brace == std::string_view::npos) return {};
            return {parts.start + brace, parts.start + parts.line.size(), parts.line.find(':') < brace,
                    std::move(values)};
        }
        return {parts.start + parts.value, parts.start + parts.line.size(), true, std::move(values)};
    }
    if (explain_missing_blank(text, number - 1, number, problems)) return {};
    const auto parts = take_apart(text, number);
    explain_in_general(text, offset, parts, message, problems);
    if (parts.value == std::string_view::npos || parts.value >= parts.end) return {};
    return {parts.start + parts.value, parts.start + parts.line.size(), true};
}

}  // namespace tenon::requirements
