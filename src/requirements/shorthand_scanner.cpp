// SPDX-License-Identifier: Apache-2.0
#include "requirements/shorthand_scanner.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"

namespace tenon::requirements {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool continues_word(char c) {
    return starts_word(c) || is_digit(c);
}
bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

void shorthand_scanner::skip_blanks() {
    while (at_ < text().size() && is_blank(text()[at_])) ++at_;
}

bool shorthand_scanner::done() {
    skip_blanks();
    return at_ >= text().size();
}

char shorthand_scanner::next() {
    return done() ? '\0' : text()[at_];
}

bool shorthand_scanner::take(std::string_view symbol) {
    skip_blanks();
    if (!text().substr(at_).starts_with(symbol)) return false;
    at_ += symbol.size();
    return true;
}

std::string_view shorthand_scanner::peek_word() {
    skip_blanks();
    if (at_ >= text().size() || !starts_word(text()[at_])) return {};
    auto end = at_;
    while (end < text().size() && continues_word(text()[end])) ++end;
    return text().substr(at_, end - at_);
}

std::string_view shorthand_scanner::take_word() {
    const auto word = peek_word();
    at_ += word.size();
    return word;
}

bool shorthand_scanner::take_word(std::string_view word) {
    if (peek_word() != word) return false;
    at_ += word.size();
    return true;
}

std::string_view shorthand_scanner::take_unknown() {
    skip_blanks();
    const auto start = at_;
    while (at_ < text().size() && !is_blank(text()[at_]) &&
           (at_ == start || std::string_view(",()[]=").find(text()[at_]) == std::string_view::npos)) {
        // Never end inside a character of several bytes.
        do ++at_;
        while (at_ < text().size() && (static_cast<unsigned char>(text()[at_]) & 0xC0) == 0x80);
    }
    return text().substr(start, at_ - start);
}

void shorthand_scanner::error(diagnostic_code id, std::size_t offset, std::string message, std::string hint) {
    problems_.error(id, written_.document().position_of(where(offset)), std::move(message), std::move(hint));
}

bool shorthand_scanner::hash_cuts() {
    if (!written_.comment_follows()) return false;
    error(code::hash_in_plain, text().size(), "a comment begins here and cuts the value",
          "a blank and # begin a comment in an unquoted value: put the value in quotes");
    return true;
}

std::optional<literal> shorthand_scanner::take_quoted() {
    if (next() != '\'') return {};
    const auto start = at_++;
    literal out{literal_kind::text, {}, where(start)};
    for (; at_ < text().size(); ++at_) {
        if (text()[at_] == '\'') {
            if (at_ + 1 >= text().size() || text()[at_ + 1] != '\'') {
                ++at_;
                return out;
            }
            ++at_;
        }
        out.value += text()[at_];
    }
    if (!hash_cuts())
        error(code::text_not_closed, start, "the text has no closing quote",
              "close it; a quote inside is written twice: ''");
    return out;
}

std::optional<literal> shorthand_scanner::take_number() {
    const auto start = at_;
    auto end = at_;
    if (text()[end] == '-') ++end;
    const auto digits = end;
    while (end < text().size() && is_digit(text()[end])) ++end;
    const bool has_digits = end > digits;
    // "1..5" is the number 1 and the word of `in`.
    if (end + 1 < text().size() && text()[end] == '.' && is_digit(text()[end + 1])) {
        ++end;
        while (end < text().size() && is_digit(text()[end])) ++end;
    }
    const auto number = text().substr(start, end - start);
    int exponent = 0;
    if (end < text().size() && (text()[end] == 'k' || text()[end] == 'M' || text()[end] == 'G')) {
        exponent = text()[end] == 'k' ? 3 : text()[end] == 'M' ? 6 : 9;
        ++end;
    }
    auto rest = end;
    while (rest < text().size() &&
           (continues_word(text()[rest]) || (text()[rest] == '.' && !text().substr(rest).starts_with(".."))))
        ++rest;
    at_ = rest;
    literal out{literal_kind::number, has_digits ? shift_decimal(number, exponent) : "0", where(start)};
    if (rest == end && has_digits) return out;
    const auto written = text().substr(start, rest - start);
    if (written == "-") {
        skip_blanks();
        while (at_ < text().size() && is_digit(text()[at_])) ++at_;
    }
    std::string hint =
        "write digits, at most one point between digits, and k, M or G for thousands, millions, billions";
    if (written == "-") hint = "write a number after the minus, without a blank";
    if (rest == end + 1 && end > digits) {
        const char suffix = text()[end];
        if (suffix == 'K') hint = fmt::format("did you mean \"{}k\"?", number);
        if (suffix == 'm' || suffix == 'g')
            hint = fmt::format("did you mean \"{}{}\"?", number, suffix == 'm' ? 'M' : 'G');
        if (suffix == '.') hint = fmt::format("did you mean \"{}\"?", number);
    }
    if (!has_digits && written.find('.') != std::string_view::npos) hint = "write a digit before the point: 0.5";
    if (written.find('_') != std::string_view::npos)
        hint = fmt::format("did you mean \"{}\"?", replace_all(std::string(written), "_", ""));
    error(code::number_malformed, start, fmt::format("\"{}\" is not a number of the language", written), hint);
    return out;
}

std::optional<literal> shorthand_scanner::take_literal() {
    const char c = next();
    if (c == '\'') return take_quoted();
    if (is_digit(c) || c == '-' || (c == '.' && at_ + 1 < text().size() && is_digit(text()[at_ + 1])))
        return take_number();
    const auto word = peek_word();
    const place here = where();
    if (word == "true" || word == "false") {
        at_ += word.size();
        return literal{literal_kind::boolean, std::string(word), here};
    }
    if (word == "null") {
        at_ += word.size();
        return literal{literal_kind::null, {}, here};
    }
    return {};
}

std::optional<shorthand_scanner::span_of_text> shorthand_scanner::take_parenthesised() {
    if (next() != '(') return {};
    const auto open = at_;
    // Strings and quoted names inside may hold parentheses.
    int depth = 0;
    const auto rest = text().substr(open);
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const char c = rest[i];
        if (c == '\'' || c == '"') {
            const auto close = rest.find(c, i + 1);
            if (close == std::string_view::npos) break;
            i = close;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && --depth == 0) {
            at_ = open + i + 1;
            return span_of_text{open + 1, i - 1, true};
        }
    }
    if (!hash_cuts()) error(code::parenthesis_not_closed, open, "the parenthesis is not closed", "close it");
    stop();
    return span_of_text{open + 1, text().size() - open - 1, false};
}

}  // namespace tenon::requirements
