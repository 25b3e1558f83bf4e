// SPDX-License-Identifier: Apache-2.0
#include "requirements/span.hpp"

#include "base/text.hpp"
#include "requirements/scalar_text.hpp"

namespace tenon::requirements {

namespace {

/// After the quote that closes the one at `at`.
std::size_t after_quote(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size(); ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            if (quote == '"' || at + 1 >= text.size() || text[at + 1] != quote) return at + 1;
            ++at;
        }
    }
    return text.size();
}

/// After the bracket that closes the one at `at`; quoted scalars and comments inside may hold brackets.
std::size_t after_bracket(std::string_view text, std::size_t at) {
    int depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        const char before = at > 0 ? text[at - 1] : ' ';
        const bool starts = before == ' ' || before == '\n' || before == '\t' || before == ',' || before == '[' ||
                            before == '{' || before == ':';
        if ((c == '\'' || c == '"') && starts) {
            at = after_quote(text, at);
            continue;
        }
        if (c == '#' && (before == ' ' || before == '\n' || before == '\t')) {
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && --depth == 0) return at + 1;
        ++at;
    }
    return text.size();
}

std::size_t end_of_block(const source& text, const node& scalar) {
    // The lines after the header that are indented as deep as the first of them, and the blank ones between them; where
    // the header says how deep, those that are deeper than the line of the key.
    const int header = text.at(scalar.offset).line;
    const bool states_depth = states_indentation(text, scalar);
    // The header may stand in a line of its own, below the key.
    int key = header;
    const auto is_key = [&](int number) {
        const auto first = text.line(number).find_first_not_of(' ');
        return first != std::string_view::npos && text.line(number)[first] != '#' &&
               text.line_start(number) + first != scalar.offset;
    };
    while (key > 1 && !is_key(key)) --key;
    const auto key_line = text.line(key);
    auto parent = std::min(key_line.find_first_not_of(' '), key_line.size());
    // In "- key: |" the parent is the key, not the dash.
    while (parent + 1 < key_line.size() && key_line[parent] == '-' && key_line[parent + 1] == ' ') {
        const auto next = key_line.find_first_not_of(' ', parent + 1);
        if (next == std::string_view::npos || text.line_start(key) + next >= scalar.offset) break;
        parent = next;
    }
    auto depth = std::string_view::npos;
    std::size_t end = text.line_start(header) + text.line(header).size();
    for (int number = header + 1; number <= text.line_count(); ++number) {
        const auto line = text.line(number);
        const auto first = line.find_first_not_of(' ');
        if (first == std::string_view::npos) continue;
        if (first <= parent) break;
        if (depth == std::string_view::npos) depth = first;
        if (!states_depth && first < depth) break;
        end = text.line_start(number) + line.size();
    }
    return end;
}

bool looks_like_another_type(std::string_view value) {
    const auto lower = to_lower(value);
    for (const std::string_view word : {"true", "false", "null", "~", "yes", "no", "on", "off", "y", "n"})
        if (lower == word) return true;
    const bool number = value.find_first_not_of("0123456789+-.eE_:xXoO") == std::string_view::npos;
    return number && value.find_first_of("0123456789") != std::string_view::npos;
}

}  // namespace

bool states_indentation(const source& text, const node& scalar) {
    const int header = text.at(scalar.offset).line;
    const auto indicators = text.line(header).substr(scalar.offset - text.line_start(header));
    return indicators.find_first_of("123456789") < std::min(indicators.find(' '), indicators.size());
}

std::size_t end_of(const source& text, const node& value) {
    switch (value.kind) {
        case node_kind::scalar:
            if (value.style == scalar_style::block) return end_of_block(text, value);
            if (value.style != scalar_style::plain) return after_quote(text.text(), value.offset);
            {
                // The place of the last byte, found the way positions are, since a plain scalar may span lines.
                const scalar_text whole(text, value);
                return whole.end_offset();
            }
        case node_kind::list:
        case node_kind::map: {
            if (value.flow) return after_bracket(text.text(), value.offset);
            std::size_t end = value.offset;
            for (const node* item : value.items) end = std::max(end, end_of(text, *item));
            return end;
        }
        case node_kind::null:
        case node_kind::broken:
            break;
    }
    const auto rest = text.text().substr(std::min(value.offset, text.text().size()));
    for (const std::string_view word : {"~", "null", "Null", "NULL"})
        if (rest.starts_with(word)) return value.offset + word.size();
    const auto colon = text.text().find(':', value.offset);
    return colon == std::string_view::npos ? value.offset : colon + 1;
}

bool can_be_plain(std::string_view value, bool flow) {
    if (value.empty() || value.front() == ' ' || value.back() == ' ' || value.back() == ':') return false;
    if (value.find_first_of("\t\n\r") != std::string_view::npos) return false;
    if (std::string_view("-?:,[]{}#&*!|>'\"%@`=<").find(value.front()) != std::string_view::npos) return false;
    if (value.find(": ") != std::string_view::npos || value.find(" #") != std::string_view::npos) return false;
    if (flow && value.find_first_of(",[]{}?:") != std::string_view::npos) return false;
    if (value.starts_with("---") || value.starts_with("...")) return false;
    return !looks_like_another_type(value);
}

std::string as_scalar(std::string_view value, bool flow) {
    if (can_be_plain(value, flow)) return std::string(value);
    if (value.find_first_of("\n\t\r") == std::string_view::npos) {
        if (value.find_first_of("\"\\") == std::string_view::npos) return fmt::format("\"{}\"", value);
        return fmt::format("'{}'", replace_all(std::string(value), "'", "''"));
    }
    std::string out = "\"";
    for (const char c : value) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : std::string(1, c);
    }
    return out + "\"";
}

}  // namespace tenon::requirements
