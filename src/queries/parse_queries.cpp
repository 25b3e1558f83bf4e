// SPDX-License-Identifier: Apache-2.0
#include "base/codes/command_line.hpp"
#include "base/codes/queries.hpp"
#include "base/codes/sql.hpp"
#include "base/text.hpp"
#include "queries/header.hpp"
#include "sql/lexer.hpp"
#include "sql/statement_kind.hpp"

namespace tenon::queries {

namespace {

/// Walks the tokens of a file: headers and clauses are comments, a statement is everything up to its semicolon.
class file_reader {
public:
    file_reader(std::string_view text, const std::string& file, diagnostics& problems)
        : text_(text), file_(file), problems_(problems), lexer_(text) {}

    std::vector<query> read() {
        if (const auto zero = text_.find('\0'); zero != std::string_view::npos) {
            problems_.error(code::script_holds_zero_byte, place(zero), "a zero byte is no SQL",
                            "save the file again as UTF-8 text");
            return {};
        }
        for (auto token = lexer_.next(); token.kind != sql::token_kind::end; token = lexer_.next()) take(token);
        finish_file();
        return std::move(done_);
    }

private:
    void take(const sql::token& token) {
        if (token.kind == sql::token_kind::block_comment && !token.closed) return tell_open_comment(token);
        if (token.kind == sql::token_kind::whitespace || token.kind == sql::token_kind::block_comment) return;
        if (token.kind == sql::token_kind::line_comment) return take_comment(token);
        if (!open_) {
            problems_.error(code::query_without_header, place(token.offset), "a statement without a header before it",
                            "begin each query with a line like `-- name: lots_of_part :many`");
            skip_statement(token);
            return;
        }
        // A header ends a statement that has no end of its own: only that query is wrong, not the next.
        if (const auto header = take_statement(token)) take_comment(*header);
    }

    comment_line comment_of(const sql::token& token) {
        auto text = token.text.substr(2);
        const auto blanks = std::min(text.find_first_not_of(" \t"), text.size());
        text.remove_prefix(blanks);
        while (!text.empty() && (text.back() == '\r' || text.back() == ' ' || text.back() == '\t'))
            text.remove_suffix(1);
        return {text, place(token.offset + 2 + blanks)};
    }

    /// A comment that begins its line with `name:`. Inside a statement no other counts.
    bool is_header_line(const sql::token& token) {
        if (token.kind != sql::token_kind::line_comment) return false;
        const auto before = text_.substr(0, token.offset).find_last_not_of(" \t");
        if (before != std::string_view::npos && text_[before] != '\n') return false;
        return is_header(comment_of(token));
    }

    void take_comment(const sql::token& token) {
        const auto line = comment_of(token);
        if (is_header(line)) {
            finish_open();
            open_.emplace();
            usable_ = read_header(line, *open_, problems_);
        } else if (open_) {
            read_clause(line, *open_, problems_);
        }
    }

    void finish_open() {
        if (open_)
            problems_.error(code::query_without_statement, open_->where,
                            fmt::format("query {} has no statement", open_->name),
                            "write one SQL statement after its header, ended by a semicolon");
        open_.reset();
    }

    void finish_file() { finish_open(); }

    /// A comment outside of statements that takes the rest of the file along.
    void tell_open_comment(const sql::token& token) {
        const auto what = open_ ? fmt::format("query {} has no statement: the", open_->name) : std::string("the");
        problems_.error(code::query_not_ended, place(token.offset), what + " comment that opens here is not closed",
                        "close it with */");
        open_.reset();
    }

    void skip_statement(sql::token token) {
        while (token.kind != sql::token_kind::end && !token.is(";")) token = lexer_.next();
    }

    /// Reads one statement and replaces its parameters by numbers. The header of the next query that it ran into, if it
    /// is not ended.
    std::optional<sql::token> take_statement(sql::token token) {
        auto& query = *open_;
        const std::size_t start = token.offset;
        query.statement_where = place(start);
        query.stretches.emplace_back(0, 0);
        std::vector<char> brackets;  // '(' , '[' of a subscript, 'A' of ARRAY[…]
        bool after_array = false;
        bool ended = false;
        std::size_t end = start;
        sql::token open;
        std::optional<sql::token> next_header;
        for (; token.kind != sql::token_kind::end; token = lexer_.next()) {
            if (token.is(";") && brackets.empty()) {
                ended = true;
                break;
            }
            if (is_header_line(token)) {
                next_header = token;
                break;
            }
            if (!token.closed) open = token;
            if (token.kind == sql::token_kind::positional) tell_positional(query, token);
            end = token.offset + token.text.size();
            if (token.is("(")) brackets.push_back('(');
            if (token.is("["))
                brackets.push_back(after_array || (!brackets.empty() && brackets.back() == 'A') ? 'A' : '[');
            if ((token.is(")") || token.is("]")) && !brackets.empty()) brackets.pop_back();
            const bool in_subscript = !brackets.empty() && brackets.back() == '[';
            if (token.kind == sql::token_kind::variable && !in_subscript && is_parameter(token)) {
                add_parameter(query, sql::variable_name(token), token, start);
            } else {
                query.sql += token.text;
            }
            if (!token.is_blank()) after_array = token.is_word("array");
        }
        query.text = std::string(text_.substr(start, end - start));
        // Comments and blanks after the last word are no part of the statement.
        query.text = std::string(trim(query.text));
        query.sql = std::string(trim(query.sql));
        if (!ended) tell_not_ended(query, open, next_header);
        check_statement(query);
        check_declared(query);
        if (usable_) done_.push_back(std::move(query));
        open_.reset();
        return next_header;
    }

    /// Sent as it stands, it would be one of the named parameters.
    void tell_positional(const query& of, const sql::token& token) {
        problems_.error(code::query_positional_parameter, place(token.offset),
                        fmt::format("query {}: {} names no parameter", of.name, token.text),
                        "parameters have names: write :name");
        usable_ = false;
    }

    /// `open`: the quote or comment that lasts to the end of the file, if that is why.
    void tell_not_ended(const query& of, const sql::token& open, const std::optional<sql::token>& next_header) {
        usable_ = false;
        if (open.kind == sql::token_kind::end) {
            problems_.error(code::query_not_ended, of.where, fmt::format("query {} is not ended", of.name),
                            next_header
                                ? fmt::format("put a semicolon after its statement, before the header in line {}",
                                              place(next_header->offset).line)
                                : "put a semicolon after its statement");
            return;
        }
        const bool comment = open.kind == sql::token_kind::block_comment;
        problems_.error(code::query_not_ended, place(open.offset),
                        fmt::format("query {} is not ended: the {} that opens here is not closed", of.name,
                                    comment ? "comment" : "quote"),
                        fmt::format("close it with {}", comment ? "*/" : opening_mark(open.text)));
    }

    /// ' of 'x and of E'x, " of "x, $tag$ of $tag$x.
    static std::string_view opening_mark(std::string_view text) {
        text.remove_prefix(std::min(text.find_first_of("'\"$"), text.size()));
        return text.substr(0, text.starts_with('$') ? text.find('$', 1) + 1 : 1);
    }

    static bool is_parameter(const sql::token& token) {
        const char first = sql::variable_name(token).empty() ? '\0' : sql::variable_name(token)[0];
        return first == '_' || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    }

    static void add_parameter(query& into, std::string_view name, const sql::token& token, std::size_t start) {
        auto found = std::find(into.parameters.begin(), into.parameters.end(), name);
        if (found == into.parameters.end()) found = into.parameters.insert(found, std::string(name));
        into.stretches.emplace_back(into.sql.size(), token.offset - start);
        into.sql += fmt::format("${}", found - into.parameters.begin() + 1);
        into.stretches.emplace_back(into.sql.size(), token.offset - start + token.text.size());
    }

    /// Utility statements cannot be prepared, take no parameters, and some of them run in no transaction.
    void check_statement(const query& of) {
        static const std::set<std::string, std::less<>> utilities = {
            "abort",   "alter",    "analyze",  "begin",    "call",       "checkpoint", "close",   "cluster",
            "comment", "commit",   "copy",     "create",   "deallocate", "declare",    "discard", "do",
            "drop",    "end",      "execute",  "explain",  "fetch",      "grant",      "import",  "listen",
            "load",    "lock",     "move",     "notify",   "prepare",    "reassign",   "refresh", "reindex",
            "release", "reset",    "revoke",   "rollback", "savepoint",  "security",   "set",     "show",
            "start",   "truncate", "unlisten", "vacuum"};
        const auto words = sql::leading_words(of.sql, 1);
        if (words.empty() || utilities.count(words.front()) == 0) return;
        problems_.error(code::query_is_utility, of.statement_where,
                        fmt::format("query {} is a utility statement: {} cannot be prepared and takes no parameters",
                                    of.name, words.front()),
                        "a query is SELECT, INSERT, UPDATE, DELETE, MERGE or VALUES");
        usable_ = false;
    }

    void check_declared(const query& of) {
        for (const auto& clause : of.declared) {
            if (std::find(of.parameters.begin(), of.parameters.end(), clause.name) != of.parameters.end()) continue;
            const auto near = closest(clause.name, of.parameters);
            problems_.error(
                code::query_unused_parameter, clause.where,
                fmt::format("query {} does not use the parameter {}", of.name, clause.name),
                near ? fmt::format("did you mean \"{}\"?", *near) : "remove the line, or write :name in the statement");
            usable_ = false;
        }
    }

    /// Offsets only grow, so that counting lines is linear in the file.
    position place(std::size_t offset) {
        for (; counted_ < offset; ++counted_) {
            if (text_[counted_] != '\n') continue;
            ++line_;
            line_start_ = counted_ + 1;
        }
        return {file_, line_, 1 + static_cast<int>(count_characters(text_.substr(line_start_, offset - line_start_)))};
    }

    std::string_view text_;
    const std::string& file_;
    diagnostics& problems_;
    sql::lexer lexer_;
    std::optional<query> open_;
    bool usable_ = false;
    std::vector<query> done_;
    std::size_t counted_ = 0, line_start_ = 0;
    int line_ = 1;
};

}  // namespace

std::vector<query> parse_queries(std::string_view text, const std::string& file, diagnostics& problems) {
    std::size_t bad = 0;
    if (!is_utf8(text, &bad)) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
        problems.error(code::not_utf8, {file, static_cast<int>(line), 0}, "not UTF-8",
                       fmt::format("convert it, for example with `iconv -f LATIN1 -t UTF-8 {}`", file));
        return {};
    }
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return file_reader(text, file, problems).read();
}

}  // namespace tenon::queries
