// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace tenon::sql {

/// What a piece of SQL text is. The pieces are those of psql's scanner (src/fe_utils/psqlscan.l of PostgreSQL), which
/// are the server's with psql's variables and backslashes added.
enum class token_kind : std::uint8_t {
    end,                  ///< nothing is left; empty text
    whitespace,           ///< a run of blanks and line ends
    line_comment,         ///< -- up to, not including, the line end
    block_comment,        ///< /* … */, nested
    word,                 ///< key word or bare name
    quoted_identifier,    ///< "…" or U&"…"
    string,               ///< '…', E'…', N'…', U&'…', with continuations on later lines
    bit_string,           ///< B'…' or X'…'
    dollar_string,        ///< $tag$…$tag$
    number,               ///< 1, 1.5, .5e3, 0xFF, 1_000
    positional,           ///< $1
    operator_,            ///< one or more of ~!@#^&|`?+-*/%<>=
    punctuation,          ///< one of , ( ) [ ] . ; : and the pairs :: := ..
    variable,             ///< :name
    variable_literal,     ///< :'name'
    variable_identifier,  ///< :"name"
    variable_test,        ///< :{?name}
    backslash,            ///< the \ that begins a meta-command
    escaped,              ///< \; or \:
    other,                ///< anything else, one byte
};

/// One piece of the text. `text` is a view into what was given to the lexer.
struct token {
    token_kind kind = token_kind::end;
    std::string_view text;
    std::size_t offset = 0;  ///< of the first byte
    bool closed = true;      ///< false when a string, name or comment lasts to the end of the text

    /// A punctuation or operator token that is exactly `symbol`.
    bool is(std::string_view symbol) const {
        return (kind == token_kind::punctuation || kind == token_kind::operator_) && text == symbol;
    }
    /// A word that is `lower` when compared without case; `lower` in lower case.
    bool is_word(std::string_view lower) const;
    /// Blanks and comments: what a parser steps over.
    bool is_blank() const {
        return kind == token_kind::whitespace || kind == token_kind::line_comment || kind == token_kind::block_comment;
    }
};

/// The name inside a variable token: `part` in :part, :'part', :"part" and :{?part}.
std::string_view variable_name(const token&);

/// Cuts text into tokens, one after the other; the texts of all tokens together are the text. Never fails: what is not
/// SQL comes out as `other`. Linear in the length of the text (a `/*` that is never closed is scanned once).
///
/// Where psql and the server differ the server is followed: a string continued on the next line stays an E'' string
/// there, because psql sees one line at a time.
class lexer {
public:
    /// Begins at `offset` of `text`, which must outlive the lexer. `standard_strings` is the setting
    /// standard_conforming_strings: when false, a backslash escapes in plain strings too.
    explicit lexer(std::string_view text, std::size_t offset = 0, bool standard_strings = true)
        : text_(text), at_(offset), standard_strings_(standard_strings) {}

    token next();

    std::size_t offset() const { return at_; }
    void seek(std::size_t offset) { at_ = offset; }
    void set_standard_strings(bool on) { standard_strings_ = on; }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    token_kind scan(bool& closed);
    token_kind scan_colon();
    token_kind scan_dollar(bool& closed);
    token_kind scan_number();
    token_kind scan_operator();
    bool scan_quoted(char quote, bool backslash_escapes, bool continues);
    bool scan_continuation();
    bool scan_block_comment();
    void scan_line_comment();

    std::string_view text_;
    std::size_t at_;
    bool standard_strings_;
};

/// Every token of `text`, blanks and comments included, without the final `end`.
std::vector<token> tokenize(std::string_view text);

}  // namespace tenon::sql
