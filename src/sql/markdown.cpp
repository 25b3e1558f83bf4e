// SPDX-License-Identifier: Apache-2.0
#include "sql/markdown.hpp"

#include "base/text.hpp"

namespace tenon::sql::markdown {
namespace {

int characters(std::string_view text) {
    return static_cast<int>(count_characters(text));
}

piece trimmed(piece from) {
    const auto first = from.text.find_first_not_of(" \t\r");
    if (first == std::string::npos) return {"", from.line, from.column};
    from.column += characters(std::string_view(from.text).substr(0, first));
    from.text = trim(from.text);
    return from;
}

// The cells between the bars of a line; a bar in backticks or after a backslash is none.
std::vector<piece> cells_of(std::string_view line, int number) {
    std::vector<piece> cells;
    std::size_t begin = 0;
    bool code = false;
    for (std::size_t at = 0; at <= line.size(); ++at) {
        const bool end = at == line.size();
        if (!end && line[at] == '`') code = !code;
        if (!end && (line[at] != '|' || code || (at > 0 && line[at - 1] == '\\'))) continue;
        cells.push_back({std::string(line.substr(begin, at - begin)), number, characters(line.substr(0, begin)) + 1});
        begin = at + 1;
    }
    if (!cells.empty() && trim(cells.front().text).empty()) cells.erase(cells.begin());
    if (!cells.empty() && trim(cells.back().text).empty()) cells.pop_back();
    for (auto& cell : cells) {
        for (const std::string_view mark : {"<br>", "<br/>", "<br />"}) cell.text = replace_all(cell.text, mark, " ");
        cell = without_marks(trimmed(std::move(cell)));
        cell.text = replace_all(cell.text, "\\|", "|");
    }
    return cells;
}

bool is_delimiter_row(std::string_view line) {
    const auto text = trim(line);
    return text.find('-') != std::string_view::npos && text.find('|') != std::string_view::npos &&
           text.find_first_not_of("|-: \t") == std::string_view::npos;
}

std::string_view fence_of(std::string_view line) {
    const auto text = trim(line);
    for (const char mark : {'`', '~'}) {
        std::size_t length = 0;
        while (length < text.size() && text[length] == mark) ++length;
        if (length >= 3) return text.substr(0, length);
    }
    return {};
}

int heading_level(std::string_view line) {
    std::size_t level = 0;
    while (level < line.size() && line[level] == '#') ++level;
    const bool blank = level < line.size() && (line[level] == ' ' || line[level] == '\t');
    return level >= 1 && level <= 6 && blank ? static_cast<int>(level) : 0;
}

}  // namespace

piece without_marks(piece from) {
    for (bool changed = true; changed;) {
        changed = false;
        for (const std::string_view mark : {"**", "__", "`", "*"}) {
            const auto size = from.text.size();
            if (size <= 2 * mark.size() || !from.text.starts_with(mark) || !from.text.ends_with(mark)) continue;
            const auto inner = from.text.substr(mark.size(), size - 2 * mark.size());
            if (inner.find(mark) != std::string::npos) continue;
            from.text = inner;
            from.column += static_cast<int>(mark.size());
            from = trimmed(std::move(from));
            changed = true;
        }
    }
    return from;
}

std::vector<block> parse(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<block> blocks;
    const auto lines = split_lines(text);
    bool in_paragraph = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = lines[i];
        const int number = static_cast<int>(i) + 1;
        if (const auto fence = fence_of(line); !fence.empty()) {
            block code;
            code.kind = block_kind::fence;
            code.language = to_lower(trim(trim(line).substr(fence.size())));
            code.text = {"", number + 1, 1};
            for (++i; i < lines.size() && !fence_of(lines[i]).starts_with(fence); ++i) {
                code.text.text += lines[i];
                code.text.text += '\n';
            }
            blocks.push_back(std::move(code));
            in_paragraph = false;
        } else if (const int level = heading_level(line); level > 0) {
            block heading;
            heading.kind = block_kind::heading;
            heading.level = level;
            auto content = line.substr(static_cast<std::size_t>(level));
            while (content.ends_with('#')) content.remove_suffix(1);
            heading.text = trimmed({std::string(content), number, level + 1});
            blocks.push_back(std::move(heading));
            in_paragraph = false;
        } else if (i + 1 < lines.size() && line.find('|') != std::string_view::npos && is_delimiter_row(lines[i + 1])) {
            block table;
            table.kind = block_kind::table;
            table.header = cells_of(line, number);
            table.text = {"", number, 1};
            for (i += 2; i < lines.size() && lines[i].find('|') != std::string_view::npos; ++i)
                table.rows.push_back(cells_of(lines[i], static_cast<int>(i) + 1));
            --i;
            blocks.push_back(std::move(table));
            in_paragraph = false;
        } else if (trim(line).empty()) {
            in_paragraph = false;
        } else if (in_paragraph) {
            blocks.back().text.text += ' ';
            blocks.back().text.text += trim(line);
        } else {
            block paragraph;
            paragraph.text = trimmed({std::string(line), number, 1});
            blocks.push_back(std::move(paragraph));
            in_paragraph = true;
        }
    }
    return blocks;
}

}  // namespace tenon::sql::markdown
