// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sql/lexer.hpp"
#include "sql/statement.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tenon::sql {

/// A statement, or a meta-command. A meta-command inside a statement comes before the statement.
using script_item = std::variant<statement, meta_command>;

/// Cuts the text of a script into statements and meta-commands, one at a time, by psql's rules: a semicolon ends a
/// statement unless it stands in a string, comment, parentheses or a BEGIN ATOMIC body; \g and its relatives end one
/// too; the lines after COPY … FROM stdin belong to the COPY. `\;` ends a statement as well (psql would send two in one
/// message). Statements of nothing but blanks and comments are left out. Never fails: what is left open at the end of
/// the text comes out as the last statement, and the server will say what is wrong with it.
class splitter {
public:
    /// `text` must outlive the splitter; `file` names it in positions. With `values`, variables are replaced by what
    /// the map holds at the time (it may change between two calls of next); without, they stay as they are written.
    splitter(std::string_view text, std::string file, const variables* values = nullptr);

    /// The next item, or nothing at the end.
    std::optional<script_item> next();

    /// While not active (a branch of \if that is not taken), text is read over; meta-commands still come out.
    void set_active(bool active) { active_ = active; }

    /// Leaves out the rest of the text, and what is begun of a statement.
    void stop();

    /// The place of a byte of the text. Calls with ascending offsets are fast.
    position place(std::size_t offset);

private:
    struct frame {  // the value of a variable that is being read
        std::string name;
        std::string value;
        lexer source;
    };

    std::optional<statement> read_token(const token&);
    bool expand(const token&);
    void note_unset(const token&);
    void emit(const token&);
    void emit_inserted(std::string_view text);
    void begin_at(std::size_t offset);
    void flush();
    void follow_word(const token&);
    void follow_punctuation(const token&);
    statement finish(std::size_t end, std::string finished_by = {});
    void reset_statement();
    meta_command read_meta_command(std::size_t backslash);
    std::string read_copy_data();
    token next_token();
    void advance(std::size_t offset);

    std::string_view text_;
    file_name file_;
    const variables* values_;
    lexer source_;
    std::vector<std::unique_ptr<frame>> frames_;
    std::size_t inserted_at_ = 0;  // where the outermost variable, or an escaped character, stands
    std::size_t inserted_bytes_ = 0;
    bool standard_strings_ = true;
    bool active_ = true;

    // The statement that is being collected.
    statement current_;
    bool begun_ = false;
    std::size_t run_begin_ = 0;  // a stretch of text_ that is not in current_.text yet
    std::size_t run_end_ = 0;
    int parentheses_ = 0;
    int begins_ = 0;
    std::vector<bool> brackets_;  // true for ARRAY[ … ]
    std::array<char, 4> first_words_{};
    std::size_t word_count_ = 0;
    bool routine_ = false;
    bool is_set_ = false;
    bool copy_ = false;
    bool copy_from_ = false;
    bool reads_stdin_ = false;
    bool after_array_ = false;

    // A data block that lies behind the line that is being read.
    std::size_t data_from_ = std::string_view::npos;
    std::size_t data_to_ = 0;

    std::size_t known_offset_ = 0;
    int known_line_ = 1;
    int known_column_ = 1;
};

/// Statements and meta-commands of a text, in order.
struct split_result {
    std::vector<statement> statements;
    std::vector<meta_command> meta_commands;
};

/// The whole text at once, variables left as they are.
split_result split_script(std::string_view text, const std::string& file);

}  // namespace tenon::sql
