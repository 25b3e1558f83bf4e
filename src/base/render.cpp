// SPDX-License-Identifier: Apache-2.0
#include "base/render.hpp"

#include "base/text.hpp"

namespace tenon {

void source_texts::add(std::string file, std::string text) { texts_.insert_or_assign(std::move(file), std::move(text)); }

std::optional<std::string_view> source_texts::line(const std::string& file, int number) const {
    const auto found = texts_.find(file);
    if (found == texts_.end() || number < 1) return std::nullopt;
    std::string_view rest = found->second;
    for (int i = 1; i < number; ++i) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        rest.remove_prefix(end + 1);
    }
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

namespace {

constexpr std::size_t widest_excerpt = 160;

std::string excerpt(const position& where, std::string_view line) {
    // Tabs become one blank each, so that the caret stands below its column.
    std::string shown(line.substr(0, widest_excerpt));
    while (!shown.empty() && !is_utf8(shown)) shown.pop_back();
    std::replace(shown.begin(), shown.end(), '\t', ' ');
    auto text = fmt::format("{:>5} | {}\n", where.line, shown);
    if (where.column > 0 && static_cast<std::size_t>(where.column) <= count_characters(shown) + 1)
        text += fmt::format("      | {}^\n", std::string(static_cast<std::size_t>(where.column - 1), ' '));
    return text;
}

}  // namespace

std::string render(const diagnostic& item, const source_texts& texts) {
    std::string out;
    if (!item.where.file.empty()) {
        out += item.where.file;
        if (item.where.line > 0) out += fmt::format(":{}", item.where.line);
        if (item.where.line > 0 && item.where.column > 0) out += fmt::format(":{}", item.where.column);
        out += ": ";
    }
    out += fmt::format("{}: {} [{}]\n", to_string(item.severity), item.message, to_string(item.code));
    if (const auto line = texts.line(item.where.file, item.where.line); line && is_utf8(*line))
        out += excerpt(item.where, *line);
    if (!item.hint.empty()) out += fmt::format("  hint: {}\n", item.hint);
    return out;
}

}  // namespace tenon
