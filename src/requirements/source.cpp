// SPDX-License-Identifier: Apache-2.0
#include "requirements/source.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"

namespace tenon::requirements {

namespace {

constexpr std::size_t largest_document = 16u << 20;

/// The name of a UTF-16 or UTF-32 encoding that the bytes begin like, or nothing.
std::string_view wide_encoding(std::string_view text) {
    using namespace std::string_view_literals;
    if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
    if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) return "UTF-16";
    if (text.size() >= 4 && ((text[0] == 0) != (text[1] == 0)) && (text[0] == 0) == (text[2] == 0) &&
        (text[1] == 0) == (text[3] == 0))
        return "UTF-16";
    return {};
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') || byte == 0x7F;
}

}  // namespace

source::source(std::string_view text, std::string file)
    : text_(text),
      file_(std::move(file)),
      ascii_(std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    starts_.push_back(0);
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        starts_.push_back(at + 1);
}

place source::at(std::size_t offset) const {
    offset = std::min(offset, text_.size());
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const std::size_t start = *(after - 1);
    const std::size_t before = ascii_ ? offset - start : count_characters(text_.substr(start, offset - start));
    return {static_cast<int>(after - starts_.begin()), static_cast<int>(before) + 1};
}

std::size_t source::line_start(int number) const {
    return number <= line_count() ? starts_[static_cast<std::size_t>(std::max(number, 1) - 1)] : text_.size();
}

std::string_view source::line(int number) const {
    const auto start = line_start(number);
    auto out = text_.substr(start, line_start(number + 1) - start);
    while (out.ends_with('\n') || out.ends_with('\r')) out.remove_suffix(1);
    return out;
}

bool check_bytes(std::string_view text, const std::string& file, diagnostics& problems) {
    if (text.size() > largest_document) {
        problems.error(code::document_too_large, {file, 0, 0},
                       fmt::format("the document has {} bytes, more than {} (16 MiB); it was not read", text.size(),
                                   largest_document),
                       "split the platform into several documents");
        return false;
    }
    if (const auto wide = wide_encoding(text); !wide.empty()) {
        problems.error(code::document_utf16, {file, 1, 1}, fmt::format("the document is {}, not UTF-8", wide),
                       fmt::format("convert it: iconv -f {} -t UTF-8 {}", wide, file));
        return false;
    }
    if (text.starts_with("\xEF\xBB\xBF")) {
        problems.error(code::byte_order_mark, {file, 1, 1}, "the document begins with a byte order mark",
                       "save it as UTF-8 without a byte order mark");
        return false;
    }
    if (std::size_t bad = 0; !is_utf8(text, &bad)) {
        const source good(text.substr(0, bad), file);
        problems.error(code::document_not_utf8, good.position_of(good.at(bad)),
                       fmt::format("byte 0x{:02X} is not valid UTF-8", static_cast<unsigned char>(text[bad])),
                       fmt::format("convert the document, for example: iconv -f LATIN1 -t UTF-8 {}", file));
        return false;
    }
    // yaml-cpp takes U+0004 for the end of the text, and a lone carriage return counts as a line for some readers only.
    bool good = true;
    std::size_t shown = 0;
    const source lines(text, file);
    for (std::size_t i = 0; i < text.size() && shown < 20; ++i) {
        const bool lone_return = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
        if (!is_control(text[i]) && !lone_return) continue;
        good = false;
        ++shown;
        problems.error(code::control_character, lines.position_of(lines.at(i)),
                       fmt::format("control character U+{:04X}", static_cast<unsigned char>(text[i])),
                       "delete it; inside double quotes it can be written as an escape, such as \"\\t\"");
    }
    return good;
}

}  // namespace tenon::requirements
