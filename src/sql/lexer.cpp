// SPDX-License-Identifier: Apache-2.0
#include "sql/lexer.hpp"

namespace tenon::sql {
namespace {

constexpr std::string_view op_chars = "~!@#^&|`?+-*/%<>=";

enum class_bits : std::uint8_t { space = 1, digit = 2, ident_start = 4, ident_more = 8, op = 16, hex = 32 };

constexpr auto char_classes = [] {
    std::array<std::uint8_t, 256> bits{};
    for (int c = 0; c < 256; ++c) {
        std::uint8_t b = 0;
        const bool is_digit = c >= '0' && c <= '9';
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c == ' ' || (c >= '\t' && c <= '\r')) b |= space;
        if (is_digit) b |= digit | hex | ident_more;
        if (letter || c == '_' || c >= 128) b |= ident_start | ident_more;
        if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) b |= hex;
        if (c != 0 && op_chars.find(static_cast<char>(c)) != std::string_view::npos) b |= op;
        bits[static_cast<std::size_t>(c)] = b;
    }
    return bits;
}();

bool has(char c, std::uint8_t bits) {
    return (char_classes[static_cast<unsigned char>(c)] & bits) != 0;
}
bool is_newline(char c) {
    return c == '\n' || c == '\r';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

}  // namespace

bool token::is_word(std::string_view word) const {
    return kind == token_kind::word && text.size() == word.size() &&
           std::equal(text.begin(), text.end(), word.begin(), [](char a, char b) { return lower(a) == b; });
}

std::string_view variable_name(const token& item) {
    switch (item.kind) {
        case token_kind::variable:
            return item.text.substr(1);
        case token_kind::variable_literal:
        case token_kind::variable_identifier:
            return item.text.substr(2, item.text.size() - 3);
        case token_kind::variable_test:
            return item.text.substr(3, item.text.size() - 4);
        default:
            return {};
    }
}

token lexer::next() {
    token result;
    result.offset = at_;
    if (at_ >= text_.size()) return result;
    result.kind = scan(result.closed);
    result.text = text_.substr(result.offset, at_ - result.offset);
    return result;
}

token_kind lexer::scan(bool& closed) {
    const char c = peek();
    const char following = peek(1);
    if (has(c, space)) {
        while (at_ < text_.size() && has(text_[at_], space)) ++at_;
        return token_kind::whitespace;
    }
    if (has(c, ident_start)) {
        const char letter = lower(c);
        if (following == '\'' && (letter == 'e' || letter == 'n' || letter == 'b' || letter == 'x')) {
            ++at_;
            const bool bits = letter == 'b' || letter == 'x';
            closed = scan_quoted('\'', letter == 'e' || (letter == 'n' && !standard_strings_), true);
            return bits ? token_kind::bit_string : token_kind::string;
        }
        if (letter == 'u' && following == '&' && (peek(2) == '\'' || peek(2) == '"')) {
            at_ += 2;
            const char quote = peek();
            closed = scan_quoted(quote, false, quote == '\'');
            return quote == '\'' ? token_kind::string : token_kind::quoted_identifier;
        }
        do ++at_;
        while (at_ < text_.size() && (has(text_[at_], ident_more) || text_[at_] == '$'));
        return token_kind::word;
    }
    if (has(c, digit) || (c == '.' && has(following, digit))) return scan_number();
    if (c == '-' && following == '-') {
        scan_line_comment();
        return token_kind::line_comment;
    }
    if (c == '/' && following == '*') {
        closed = scan_block_comment();
        return token_kind::block_comment;
    }
    switch (c) {
        case '\'':
            closed = scan_quoted('\'', !standard_strings_, true);
            return token_kind::string;
        case '"':
            closed = scan_quoted('"', false, false);
            return token_kind::quoted_identifier;
        case '$':
            return scan_dollar(closed);
        case ':':
            return scan_colon();
        case '\\':
            ++at_;
            if (following != ';' && following != ':') return token_kind::backslash;
            ++at_;
            return token_kind::escaped;
        case '.':
            at_ += following == '.' ? 2 : 1;
            return token_kind::punctuation;
        case ',':
        case '(':
        case ')':
        case '[':
        case ']':
        case ';':
            ++at_;
            return token_kind::punctuation;
        default:
            break;
    }
    if (has(c, op)) return scan_operator();
    ++at_;
    return token_kind::other;
}

token_kind lexer::scan_colon() {
    const char following = peek(1);
    if (following == ':' || following == '=') {
        at_ += 2;
        return token_kind::punctuation;
    }
    const auto name_end = [&](std::size_t from) {
        while (from < text_.size() && has(text_[from], ident_more)) ++from;
        return from;
    };
    if (has(following, ident_more)) {
        at_ = name_end(at_ + 1);
        return token_kind::variable;
    }
    if (following == '\'' || following == '"') {
        const auto end = name_end(at_ + 2);
        if (end > at_ + 2 && end < text_.size() && text_[end] == following) {
            at_ = end + 1;
            return following == '"' ? token_kind::variable_identifier : token_kind::variable_literal;
        }
    }
    if (following == '{' && peek(2) == '?') {
        const auto end = name_end(at_ + 3);
        if (end > at_ + 3 && end < text_.size() && text_[end] == '}') {
            at_ = end + 1;
            return token_kind::variable_test;
        }
    }
    ++at_;
    return token_kind::punctuation;
}

token_kind lexer::scan_dollar(bool& closed) {
    if (has(peek(1), digit)) {
        do ++at_;
        while (has(peek(), digit));
        return token_kind::positional;
    }
    auto tag_end = at_ + 1;
    if (has(peek(1), ident_start)) {
        while (tag_end < text_.size() && has(text_[tag_end], ident_more)) ++tag_end;
    }
    if (tag_end >= text_.size() || text_[tag_end] != '$') {
        ++at_;
        return token_kind::other;
    }
    const auto delimiter = text_.substr(at_, tag_end + 1 - at_);
    const auto close = text_.find(delimiter, tag_end + 1);
    closed = close != std::string_view::npos;
    at_ = closed ? close + delimiter.size() : text_.size();
    return token_kind::dollar_string;
}

token_kind lexer::scan_number() {
    const auto digits = [&](std::uint8_t bits) {
        while (has(peek(), bits) || (peek() == '_' && has(peek(1), bits))) ++at_;
    };
    // 0x, 0o, 0b and underscores came with PostgreSQL 16; before, the letters would begin a name of their own.
    if (peek() == '0' && has(peek(2), hex)) {
        const char base = lower(peek(1));
        if (base == 'x' || base == 'o' || (base == 'b' && has(peek(2), digit))) {
            at_ += 2;
            digits(base == 'x' ? hex : digit);
            return token_kind::number;
        }
    }
    digits(digit);
    if (peek() == '.' && peek(1) != '.') {  // 1..10 is 1, .., 10
        ++at_;
        digits(digit);
    }
    if (lower(peek()) == 'e') {
        const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
        if (has(peek(1 + sign), digit)) {
            at_ += 1 + sign;
            digits(digit);
        }
    }
    return token_kind::number;
}

token_kind lexer::scan_operator() {
    const auto begin = at_;
    auto end = begin;
    while (end < text_.size() && has(text_[end], op)) ++end;
    auto symbol = text_.substr(begin, end - begin);
    for (std::size_t i = 1; i + 1 < symbol.size(); ++i) {
        if ((symbol[i] == '-' && symbol[i + 1] == '-') || (symbol[i] == '/' && symbol[i + 1] == '*')) {
            symbol = symbol.substr(0, i);
            break;
        }
    }
    // "=-1" is = and -1: an operator may end in + or - only when it has one of these (documentation, section 4.1.3).
    if (symbol.find_first_of("~!@#^&|`?%") == std::string_view::npos) {
        while (symbol.size() > 1 && (symbol.back() == '+' || symbol.back() == '-')) symbol.remove_suffix(1);
    }
    at_ = begin + symbol.size();
    return token_kind::operator_;
}

// Stands on the opening quote. True when the closing one was found.
bool lexer::scan_quoted(char quote, bool backslash_escapes, bool continues) {
    const char stops[] = {quote, '\\', '\0'};
    ++at_;
    for (;;) {
        at_ = backslash_escapes ? text_.find_first_of(stops, at_) : text_.find(quote, at_);
        if (at_ == std::string_view::npos) {
            at_ = text_.size();
            return false;
        }
        if (text_[at_] == '\\') {
            at_ = std::min(at_ + 2, text_.size());
            continue;
        }
        ++at_;
        if (peek() == quote && at_ < text_.size()) {
            ++at_;
            continue;
        }
        if (!continues || !scan_continuation()) return true;
    }
}

// After a closing quote: blanks with at least one line end in them, then a quote, go on with the same string.
bool lexer::scan_continuation() {
    const auto back = at_;
    bool newline = false;
    for (;;) {
        const char c = peek();
        if (has(c, space)) {
            newline = newline || is_newline(c);
            ++at_;
        } else if (c == '-' && peek(1) == '-') {
            scan_line_comment();
        } else {
            break;
        }
    }
    if (newline && peek() == '\'') {
        ++at_;
        return true;
    }
    at_ = back;
    return false;
}

void lexer::scan_line_comment() {
    at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
}

// Stands on the opening. True when the closing one was found.
bool lexer::scan_block_comment() {
    int depth = 0;
    for (;;) {
        at_ = text_.find_first_of("/*", at_);
        if (at_ == std::string_view::npos || at_ + 1 >= text_.size()) {
            at_ = text_.size();
            return false;
        }
        if (text_[at_] == '/' && text_[at_ + 1] == '*') {
            at_ += 2;
            ++depth;
        } else if (text_[at_] == '*' && text_[at_ + 1] == '/') {
            at_ += 2;
            if (--depth == 0) return true;
        } else {
            ++at_;
        }
    }
}

std::vector<token> tokenize(std::string_view text) {
    std::vector<token> tokens;
    lexer source(text);
    for (auto item = source.next(); item.kind != token_kind::end; item = source.next()) tokens.push_back(item);
    return tokens;
}

}  // namespace tenon::sql
