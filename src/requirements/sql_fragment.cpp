// SPDX-License-Identifier: Apache-2.0
#include "requirements/sql_fragment.hpp"

#include "base/codes/requirements.hpp"
#include "requirements/yaml_traps.hpp"

namespace tenon::requirements {

namespace {

constexpr auto nowhere = std::string_view::npos;

bool starts_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) {
    return starts_word(c) || (c >= '0' && c <= '9') || c == '$';
}

class sql_scanner {
public:
    explicit sql_scanner(std::string_view sql) : sql_(sql) {}

    sql_scan run() {
        while (at_ < sql_.size() && out_.open == nowhere) step();
        if (out_.open == nowhere && !brackets_.empty()) out_.open = brackets_.back();
        return std::move(out_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }

    void step() {
        const char c = peek();
        if (c == '\'') {
            string(false);
        } else if ((c == 'e' || c == 'E') && peek(1) == '\'') {
            ++at_;
            string(true);
        } else if (c == '"') {
            quoted_name();
        } else if (c == '-' && peek(1) == '-') {
            note_comment();
            at_ = std::min(sql_.find('\n', at_), sql_.size());
        } else if (c == '/' && peek(1) == '*') {
            block_comment();
        } else if (c == '$' && dollar_quote()) {
        } else if (starts_word(c)) {
            word();
        } else if (c >= '0' && c <= '9') {
            while (at_ < sql_.size() && (continues_word(peek()) || peek() == '.')) ++at_;
        } else {
            bracket(c);
            ++at_;
        }
    }

    void string(bool escapes) {
        const auto start = at_++;
        for (; at_ < sql_.size(); ++at_) {
            if (escapes && peek() == '\\') {
                ++at_;
            } else if (peek() == '\'') {
                if (peek(1) != '\'') break;
                ++at_;
            }
        }
        if (at_ >= sql_.size()) out_.open = start;
        ++at_;
    }

    void quoted_name() {
        const auto start = at_;
        auto end = sql_.find('"', at_ + 1);
        while (end != nowhere && end + 1 < sql_.size() && sql_[end + 1] == '"') end = sql_.find('"', end + 2);
        if (end == nowhere) {
            out_.open = start;
            return;
        }
        at_ = end + 1;
        add(sql_.substr(start + 1, end - start - 1), start, true);
    }

    void word() {
        const auto start = at_;
        while (at_ < sql_.size() && continues_word(peek())) ++at_;
        add(sql_.substr(start, at_ - start), start, false);
    }

    void add(std::string_view text, std::size_t start, bool quoted) {
        auto before = start;
        while (before > 0 && sql_[before - 1] == ' ') --before;
        auto after = std::min(sql_.find_first_not_of(" \t\n", at_), sql_.size());
        const char next = after < sql_.size() ? sql_[after] : '\0';
        out_.words.push_back({text, start, quoted, next == '(', before > 0 && sql_[before - 1] == '.', next == '.'});
    }

    void note_comment() {
        if (out_.comment == nowhere) out_.comment = at_;
    }

    void block_comment() {
        note_comment();
        const auto start = at_;
        int depth = 0;
        do {
            if (peek() == '/' && peek(1) == '*') {
                ++depth;
                at_ += 2;
            } else if (peek() == '*' && peek(1) == '/') {
                --depth;
                at_ += 2;
            } else {
                ++at_;
            }
        } while (depth > 0 && at_ < sql_.size());
        if (depth > 0) out_.open = start;
    }

    bool dollar_quote() {
        auto end = at_ + 1;
        while (end < sql_.size() && continues_word(sql_[end]) && sql_[end] != '$') ++end;
        if (end >= sql_.size() || sql_[end] != '$' || (end > at_ + 1 && sql_[at_ + 1] >= '0' && sql_[at_ + 1] <= '9'))
            return false;
        const auto tag = sql_.substr(at_, end - at_ + 1);
        const auto close = sql_.find(tag, end + 1);
        if (close == nowhere) {
            out_.open = at_;
        } else {
            at_ = close + tag.size();
        }
        return true;
    }

    void bracket(char c) {
        if (c == '(' || c == '[') brackets_.push_back(at_);
        if (c == ')' || c == ']') {
            const char wanted = c == ')' ? '(' : '[';
            if (!brackets_.empty() && sql_[brackets_.back()] == wanted) {
                brackets_.pop_back();
            } else if (out_.stray == nowhere) {
                out_.stray = at_;
            }
        }
        if (c == ';' && out_.semicolon == nowhere) out_.semicolon = at_;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    std::vector<std::size_t> brackets_;
    sql_scan out_;
};

}  // namespace

sql_scan scan_sql(std::string_view sql) {
    return sql_scanner(sql).run();
}

void check_expression(const scalar_text& sql, std::string_view what, diagnostics& problems) {
    const auto scan = scan_sql(sql.text());
    const auto report = [&](diagnostic_code id, std::size_t offset, std::string message, std::string hint) {
        problems.error(id, sql.document().position_of(sql.at(offset)), std::move(message), std::move(hint));
    };
    if (scan.open != nowhere && sql.comment_follows()) {
        report(code::hash_in_plain, sql.text().size(), fmt::format("a comment begins here and cuts the {}", what),
               "a blank and # begin a comment in an unquoted value: put the value in quotes");
        return;
    }
    if (scan.open != nowhere) {
        report(code::fragment_unbalanced, scan.open,
               fmt::format("the {} of the {} is not closed", sql.text()[scan.open], what), "close it");
        return;
    }
    if (scan.stray != nowhere)
        report(code::fragment_unbalanced, scan.stray,
               fmt::format("the {} of the {} closes nothing", sql.text()[scan.stray], what),
               "delete it, or open it before");
    if (scan.semicolon != nowhere)
        report(code::fragment_semicolon, scan.semicolon, fmt::format("the {} contains a semicolon", what),
               "it must be one expression; whole statements go into the section sql");
    if (scan.comment != nowhere)
        report(code::fragment_comment, scan.comment,
               fmt::format("the {} contains a comment, which would not survive", what),
               "make it a YAML comment or a description");
}

}  // namespace tenon::requirements
