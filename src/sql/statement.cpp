// SPDX-License-Identifier: Apache-2.0
#include "sql/statement.hpp"

#include <string_view>

namespace tenon::sql {
namespace {

bool begins_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

}  // namespace

position position_in(const statement& from, std::size_t byte) {
    const auto target = std::min(byte, from.text.size());
    statement::anchor start{0, from.where.line, from.where.column};
    for (const auto& anchor : from.anchors) {
        if (anchor.at > target) break;
        start = anchor;
    }
    position result{from.where.file, start.line, start.column};
    if (start.inserted) return result;
    for (const char c : std::string_view(from.text).substr(start.at, target - start.at)) {
        if (c == '\n') {
            ++result.line;
            result.column = 1;
        } else if (begins_character(c)) {
            ++result.column;
        }
    }
    return result;
}

position position_of_character(const statement& from, int number) {
    std::size_t byte = 0;
    for (int seen = 0; byte < from.text.size(); ++byte) {
        if (begins_character(from.text[byte]) && ++seen >= number) break;
    }
    return position_in(from, byte);
}

}  // namespace tenon::sql
