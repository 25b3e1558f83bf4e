// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/text_width.hpp"

#include <array>

namespace tenon::generate {
namespace {

// Advance widths of the characters 32 … 126 in DejaVu Sans, in hundredths of the font size.
constexpr std::array<unsigned char, 95> widths = {
    32, 41, 46, 84, 64, 95, 78, 28, 40,  40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69,  62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64,  64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84};

/// Reads one character and moves on; what is no UTF-8 counts byte by byte.
char32_t next_character(std::string_view text, std::size_t& at) {
    const auto byte = static_cast<unsigned char>(text[at++]);
    const int more = byte >= 0xF0 ? 3 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
    char32_t character = more == 0 ? byte : byte & (0x3FU >> more);
    for (int i = 0; i < more && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80; ++i)
        character = (character << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    return character;
}

/// East Asian characters and pictures fill a whole square.
bool is_wide(char32_t c) {
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFF60) || c >= 0x1F300;
}

double character_width(char32_t c, bool bold) {
    if (c >= 32 && c < 127) return widths[c - 32] / 100.0 * (bold ? 1.12 : 1.0);
    if (is_wide(c)) return 1.02;
    return bold ? 0.8 : 0.72;
}

template <class Width>
std::string fit(std::string_view text, double width, Width&& of) {
    if (of(text) <= width) return std::string(text);
    std::size_t at = 0, end = 0;
    while (at < text.size()) {
        next_character(text, at);
        if (of(text.substr(0, at)) + of("…") > width) break;
        end = at;
    }
    return std::string(text.substr(0, end)) + "…";
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
    double width = 0;
    for (std::size_t at = 0; at < text.size();) width += character_width(next_character(text, at), bold);
    return width * size;
}

double code_width(std::string_view text, double size) {
    double width = 0;
    for (std::size_t at = 0; at < text.size();) width += is_wide(next_character(text, at)) ? 1.21 : 0.603;
    return width * size;
}

std::string fit_text(std::string_view text, double width, double size, bool bold) {
    return fit(text, width, [&](std::string_view piece) { return text_width(piece, size, bold); });
}

std::string fit_code(std::string_view text, double width, double size) {
    return fit(text, width, [&](std::string_view piece) { return code_width(piece, size); });
}

}  // namespace tenon::generate
