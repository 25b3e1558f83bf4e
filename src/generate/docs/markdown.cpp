// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/markdown.hpp"

#include "base/failure.hpp"

#include <algorithm>

namespace tenon::generate {
namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// Blanks and line breaks of any length become one blank; other control characters the replacement character.
std::string one_line(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_blank(c)) {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += "\xEF\xBF\xBD";
        } else {
            out += c;
        }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::string reference(char c) {
    return fmt::format("&#{};", static_cast<int>(c));
}

}  // namespace

std::string code(std::string_view text) {
    const auto line = one_line(text);
    if (line.empty()) return "";
    // What could be a tag is safe between backticks as well, but not in every tool that reads Markdown.
    bool plain = line.find_first_of("`|\\") == std::string::npos;
    for (std::size_t at = line.find('<'); plain && at != std::string::npos; at = line.find('<', at + 1))
        plain = at + 1 < line.size() && !std::isalpha(static_cast<unsigned char>(line[at + 1])) &&
                std::string_view("/!?").find(line[at + 1]) == std::string_view::npos;
    if (plain) return "`" + line + "`";
    std::string out = "<code>";
    for (const char c : line)
        // Inside tags Markdown is still read: everything that it or HTML knows becomes a reference.
        out += std::string_view("`|<>&\\*_[]{}()#+-.!~\"':@$^").find(c) == std::string_view::npos ? std::string(1, c)
                                                                                                  : reference(c);
    return out + "</code>";
}

std::string prose(std::string_view text) {
    const auto line = one_line(text);
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool start = i == 0;
        const bool word_before = i > 0 && std::isalnum(static_cast<unsigned char>(line[i - 1]));
        const bool word_after = i + 1 < line.size() && std::isalnum(static_cast<unsigned char>(line[i + 1]));
        switch (c) {
            case '&':
            case '<':
            case '>':
            case '|':
            case '`':
            case '*':
            case '\\':
            case '[':
            case ']':
            case '~':
            case '$':
                out += reference(c);
                break;
            // Inside a word "_" has no meaning.
            case '_':
                out += word_before && word_after ? "_" : reference(c);
                break;
            // At the beginning these make headings, lists and rules.
            case '#':
            case '+':
            case '-':
            case '=':
                out += start ? reference(c) : std::string(1, c);
                break;
            case '!':
                out += i + 1 < line.size() && line[i + 1] == '[' ? reference(c) : "!";
                break;
            case '.':
            case ')': {
                const bool number = i > 0 && line.find_first_not_of("0123456789") == i;
                out += number ? reference(c) : std::string(1, c);
                break;
            }
            default:
                out += c;
        }
    }
    return out;
}

std::string paragraphs(std::string_view text) {
    std::string out;
    std::string current;
    const auto flush = [&] {
        const auto written = prose(current);
        if (!written.empty()) out += (out.empty() ? "" : "\n\n") + written;
        current.clear();
    };
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        if (std::all_of(line.begin(), line.end(), is_blank))
            flush();
        else
            current += std::string(line) + "\n";
        at = end + 1;
    }
    flush();
    return out;
}

std::string fenced(std::string_view language, std::string_view text) {
    std::size_t longest = 0, run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(std::max<std::size_t>(3, longest + 1), '`');
    std::string out = fence + std::string(language) + "\n" + std::string(text);
    if (!text.ends_with('\n')) out += '\n';
    return out + fence + "\n\n";
}

std::string link(std::string_view text, std::string_view target) {
    return fmt::format("[{}]({})", text, target);
}

void markdown_table::add(std::vector<std::string> cells) {
    require(cells.size() == heads_.size(), "a row of a table has as many cells as the table has columns");
    rows_.push_back(std::move(cells));
}

std::string markdown_table::text() const {
    if (rows_.empty()) return "";
    std::vector<std::size_t> used;
    for (std::size_t i = 0; i < heads_.size(); ++i)
        if (std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) { return !row[i].empty(); }))
            used.push_back(i);
    std::string out = "|";
    for (const auto i : used) out += " " + heads_[i] + " |";
    out += "\n|";
    for (std::size_t i = 0; i < used.size(); ++i) out += "---|";
    out += "\n";
    for (const auto& row : rows_) {
        out += "|";
        for (const auto i : used) out += " " + row[i] + (row[i].empty() ? "|" : " |");
        out += "\n";
    }
    return out + "\n";
}

std::string codes(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& each : names) out += (out.empty() ? "" : ", ") + code(each);
    return out;
}

}  // namespace tenon::generate
