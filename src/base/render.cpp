// SPDX-License-Identifier: Apache-2.0
#include "base/render.hpp"

#include "base/text.hpp"

namespace tenon {

void source_texts::add(std::string file, std::string text, hide secrets) {
    texts_.insert_or_assign(std::move(file), entry{std::move(text), secrets});
}

std::optional<std::string_view> source_texts::line(const std::string& file, int number) const {
    const auto found = texts_.find(file);
    if (found == texts_.end() || number < 1) return std::nullopt;
    auto& [text, secrets] = found->second;
    if (secrets) text = std::exchange(secrets, nullptr)(text);
    std::string_view rest = text;
    for (int i = 1; i < number; ++i) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        rest.remove_prefix(end + 1);
    }
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

std::vector<std::string> source_texts::files() const {
    std::vector<std::string> names;
    names.reserve(texts_.size());
    for (const auto& [file, text] : texts_) names.push_back(file);
    return names;
}

namespace {

constexpr std::size_t widest_excerpt = 160;  // characters
constexpr std::string_view ellipsis = "…";

// ECMA-48 "select graphic rendition": 1 bold, 31 red, 32 green, 33 yellow, 36 cyan.
std::string paint(std::string_view text, std::string_view style, bool colours) {
    return colours ? fmt::format("\x1b[{}m{}\x1b[0m", style, text) : std::string(text);
}

std::string_view style_of(severity value) {
    switch (value) {
        case severity::error:
            return "1;31";
        case severity::warning:
            return "1;33";
        case severity::information:
            return "1;36";
    }
    return "1";
}

/// The byte at which a character (from 0) of well-formed UTF-8 begins; the end when there are fewer.
std::size_t byte_of(std::string_view text, std::size_t character) {
    std::size_t byte = 0;
    for (; character > 0 && byte < text.size(); --character)
        for (++byte; byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80;) ++byte;
    return byte;
}

std::string excerpt(const position& where, std::string_view line, bool colours) {
    const auto length = count_characters(line);
    const auto column = static_cast<std::size_t>(std::max(where.column, 0));
    const bool has_caret = column > 0 && column <= length + 1;
    // Of a line that is too long, what stands around the column; an ellipsis takes the place of one character.
    std::size_t first = 0;
    if (has_caret && length > widest_excerpt && column > widest_excerpt / 2)
        first = std::min(column - widest_excerpt / 2, length - widest_excerpt);
    const auto rest = line.substr(byte_of(line, first));
    std::string shown(rest.substr(0, byte_of(rest, widest_excerpt)));
    if (first > 0) shown.replace(0, byte_of(shown, 1), ellipsis);
    if (length > first + widest_excerpt) shown.replace(byte_of(shown, widest_excerpt - 1), std::string::npos, ellipsis);
    // Tabs become one blank each, so that the caret stands below its column.
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    auto text = fmt::format("{:>5} | {}\n", where.line, shown);
    if (has_caret) {
        const std::string indent(column - 1 - first, ' ');
        text += fmt::format("      | {}{}\n", indent, paint("^", "1;32", colours));
    }
    return text;
}

}  // namespace

std::string render(const diagnostic& item, const source_texts& texts, bool colours) {
    std::string out;
    if (!item.where.file.empty()) {
        std::string place = item.where.file;
        if (item.where.line > 0) place += fmt::format(":{}", item.where.line);
        if (item.where.line > 0 && item.where.column > 0) place += fmt::format(":{}", item.where.column);
        out += paint(place, "1", colours) + ": ";
    }
    out += fmt::format("{}: {} [{}]\n", paint(to_string(item.severity), style_of(item.severity), colours), item.message,
                       to_string(item.code));
    if (const auto line = texts.line(item.where.file, item.where.line); line && is_utf8(*line))
        out += excerpt(item.where, *line, colours);
    if (!item.hint.empty()) out += fmt::format("  {}: {}\n", paint("hint", "1", colours), item.hint);
    return out;
}

}  // namespace tenon
