// SPDX-License-Identifier: Apache-2.0
#include "check/place_finder.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::check {

namespace {
/// Beyond it a text is a dump with rows, whose words would fill the memory.
constexpr std::size_t longest_text = 16 << 20;
}  // namespace

void place_finder::read() {
    was_read_ = true;
    for (const auto& file : texts_.files()) {
        const auto text = texts_.text(file);
        if (text.size() > longest_text) continue;
        sql::lexer lexer(text);
        for (auto token = lexer.next(); token.kind != sql::token_kind::end; token = lexer.next())
            if (token.kind == sql::token_kind::word || token.kind == sql::token_kind::quoted_identifier)
                places_[sql::unquote_identifier(token.text)].push_back({file, token.offset});
    }
}

position place_finder::position_of(const place& at) const {
    const std::string_view text = texts_.text(at.file);
    const auto before = text.substr(0, at.offset);
    const auto line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    return {at.file, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
            static_cast<int>(count_characters(before.substr(line_begin))) + 1};
}

std::optional<position> place_finder::find(const std::vector<std::string>& names) {
    if (!was_read_) read();
    std::optional<place> last;
    for (const auto& name : names) {
        const auto found = places_.find(name);
        if (found == places_.end()) break;
        const auto next = std::find_if(found->second.begin(), found->second.end(), [&](const place& candidate) {
            return !last || (candidate.file == last->file && candidate.offset > last->offset);
        });
        if (next == found->second.end()) break;
        last = *next;
    }
    return last ? std::optional(position_of(*last)) : std::nullopt;
}

}  // namespace tenon::check
