// SPDX-License-Identifier: Apache-2.0
#include "sql/split.hpp"

#include "base/text.hpp"
#include "sql/meta_command.hpp"
#include "sql/quote.hpp"

namespace tenon::sql {
namespace {

// Values of variables may hold variables; a few lines of \set could otherwise grow without end.
constexpr std::size_t most_inserted_bytes = 16U << 20U;

// psql follows the setting by what the server reports; what a script can do to it is this statement.
std::optional<bool> standard_strings_setting(std::string_view text) {
    bool named = false;
    lexer source(text);
    for (auto item = source.next(); item.kind != token_kind::end; item = source.next()) {
        if (item.is_word("standard_conforming_strings")) named = true;
        if (!named) continue;
        const auto value = to_lower(item.text);
        if (value == "off" || value == "'off'" || value == "false") return false;
        if (value == "on" || value == "'on'" || value == "true" || value == "default") return true;
    }
    return std::nullopt;
}

}  // namespace

splitter::splitter(std::string_view text, std::string file, const variables* values)
    : text_(text), file_(std::move(file)), values_(values), source_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) {
        known_offset_ = 3;  // the byte order mark takes no column
        source_.seek(3);
    }
    reset_statement();
}

position splitter::place(std::size_t offset) {
    advance(offset);
    return {file_, known_line_, known_column_};
}

void splitter::advance(std::size_t offset) {
    if (offset < known_offset_) {
        known_offset_ = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        known_line_ = known_column_ = 1;
    }
    for (; known_offset_ < std::min(offset, text_.size()); ++known_offset_) {
        const char c = text_[known_offset_];
        if (c == '\n') {
            ++known_line_;
            known_column_ = 1;
        } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
            ++known_column_;
        }
    }
}

void splitter::stop() {
    frames_.clear();
    source_.seek(text_.size());
    data_from_ = std::string_view::npos;
    reset_statement();
}

std::optional<script_item> splitter::next() {
    for (;;) {
        const token item = next_token();
        if (item.kind == token_kind::end) {
            if (!begun_) return std::nullopt;
            return finish(text_.size());
        }
        if (item.kind == token_kind::backslash && frames_.empty()) {
            auto command = read_meta_command(item.offset);
            if (active_ && sends_statement(command.name) && begun_) return finish(source_.offset(), command.name);
            if (active_ && (command.name == "r" || command.name == "reset")) reset_statement();
            return command;
        }
        if (!active_) continue;
        if (auto done = read_token(item)) return std::move(*done);
    }
}

token splitter::next_token() {
    while (!frames_.empty()) {
        token item = frames_.back()->source.next();
        if (item.kind != token_kind::end) return item;
        frames_.pop_back();
    }
    token item = source_.next();
    if (item.kind == token_kind::end && data_from_ != std::string_view::npos) {
        source_ = lexer(text_, data_to_, standard_strings_);
        data_from_ = std::string_view::npos;
        item = source_.next();
    }
    return item;
}

std::optional<statement> splitter::read_token(const token& item) {
    if (item.is_blank()) {
        if (begun_) emit(item);
        return std::nullopt;
    }
    switch (item.kind) {
        case token_kind::variable:
        case token_kind::variable_literal:
        case token_kind::variable_identifier:
        case token_kind::variable_test:
            if (values_ && expand(item)) return std::nullopt;
            break;
        case token_kind::escaped:
            if (item.text == "\\;" && parentheses_ == 0 && begins_ == 0) {
                if (!begun_) return std::nullopt;
                return finish(source_.offset());
            }
            if (frames_.empty()) inserted_at_ = item.offset;
            emit_inserted(item.text.substr(1));
            return std::nullopt;
        case token_kind::punctuation:
            if (item.text == ";" && parentheses_ == 0 && begins_ == 0) {
                if (!begun_) {
                    reset_statement();
                    return std::nullopt;
                }
                return finish(frames_.empty() ? item.offset + 1 : source_.offset());
            }
            follow_punctuation(item);
            break;
        case token_kind::word:
            follow_word(item);
            break;
        default:
            break;
    }
    after_array_ = item.is_word("array");
    emit(item);
    return std::nullopt;
}

void splitter::follow_punctuation(const token& item) {
    switch (item.text[0]) {
        case '(':
            ++parentheses_;
            break;
        case ')':
            parentheses_ = std::max(parentheses_ - 1, 0);
            break;
        case '[':
            brackets_.push_back(after_array_ || (!brackets_.empty() && brackets_.back()));
            break;
        case ']':
            if (!brackets_.empty()) brackets_.pop_back();
            break;
        default:
            break;
    }
}

// psql's way of knowing a routine with a BEGIN ATOMIC body: it looks at the first words of the statement only, and
// counts BEGIN and CASE against END outside parentheses.
void splitter::follow_word(const token& item) {
    if (word_count_ < first_words_.size()) {
        for (const std::string_view word : {"create", "function", "procedure", "or", "replace"}) {
            if (item.is_word(word)) first_words_[word_count_] = word[0];
        }
        // The first word, not the first token: so does psql, which drops the data of a COPY that the server refused.
        if (word_count_ == 0) copy_ = item.is_word("copy");
        if (!begun_) is_set_ = item.is_word("set");
        ++word_count_;
        const auto& w = first_words_;
        const auto is_routine = [](char c) { return c == 'f' || c == 'p'; };
        routine_ = w[0] == 'c' && (is_routine(w[1]) || (w[1] == 'o' && w[2] == 'r' && is_routine(w[3])));
    }
    if (routine_ && parentheses_ == 0) {
        if (item.is_word("begin")) {
            ++begins_;
        } else if (item.is_word("case")) {
            if (begins_ > 0) ++begins_;
        } else if (item.is_word("end")) {
            begins_ = std::max(begins_ - 1, 0);
        }
    }
    if (copy_ && parentheses_ == 0) {
        if (copy_from_ && (item.is_word("stdin") || item.is_word("stdout"))) reads_stdin_ = true;
        copy_from_ = item.is_word("from");
    }
}

// True when the token was replaced by something else.
bool splitter::expand(const token& item) {
    const auto name = variable_name(item);
    const auto value = values_->find(name);
    const bool known = value != values_->end();
    if (frames_.empty()) inserted_at_ = item.offset;
    if (item.kind == token_kind::variable_test) {
        emit_inserted(known ? "TRUE" : "FALSE");
        return true;
    }
    if (!known) {
        note_unset(item);
        return false;
    }
    inserted_bytes_ += value->second.size();
    if (inserted_bytes_ > most_inserted_bytes) return false;
    if (item.kind != token_kind::variable) {
        emit_inserted(item.kind == token_kind::variable_literal ? quote_literal(value->second)
                                                                : quote_identifier(value->second));
        return true;
    }
    for (const auto& open : frames_) {
        if (open->name == name) return false;  // psql leaves a variable that holds itself as it is
    }
    auto inner = std::make_unique<frame>(frame{std::string(name), value->second, lexer({})});
    inner->source = lexer(inner->value, 0, standard_strings_);
    frames_.push_back(std::move(inner));
    return true;
}

// A colon in a subscript is a slice, and so is one before a digit; any other variable should have had a value.
void splitter::note_unset(const token& item) {
    const auto name = variable_name(item);
    if (name[0] >= '0' && name[0] <= '9') return;
    if (!brackets_.empty() && !brackets_.back() && item.kind == token_kind::variable) return;
    current_.unset.push_back({std::string(name), place(inserted_at_), inserted_at_});
}

void splitter::begin_at(std::size_t offset) {
    begun_ = true;
    current_.offset = offset;
    current_.where = place(offset);
    run_begin_ = run_end_ = offset;
}

void splitter::emit(const token& item) {
    if (!frames_.empty()) {
        emit_inserted(item.text);
        return;
    }
    if (!begun_) begin_at(item.offset);
    if (item.offset != run_end_) {
        flush();
        run_begin_ = item.offset;
        advance(item.offset);
        current_.anchors.push_back({current_.text.size(), known_line_, known_column_});
    }
    run_end_ = item.offset + item.text.size();
}

// What stands in text_ as it is, is copied in one go.
void splitter::flush() {
    if (run_begin_ == run_end_) return;
    current_.text += text_.substr(run_begin_, run_end_ - run_begin_);
    run_begin_ = run_end_;
}

void splitter::emit_inserted(std::string_view text) {
    if (!begun_) begin_at(inserted_at_);
    flush();
    advance(inserted_at_);
    const statement::anchor here{current_.text.size(), known_line_, known_column_, true};
    const auto* last = current_.anchors.empty() ? nullptr : &current_.anchors.back();
    if (!last || !last->inserted || last->line != here.line || last->column != here.column)
        current_.anchors.push_back(here);
    current_.text += text;
    run_begin_ = run_end_ = std::string_view::npos;
}

statement splitter::finish(std::size_t end, std::string finished_by) {
    flush();
    statement done = std::move(current_);
    done.end = end;
    done.finished_by = std::move(finished_by);
    const auto last = done.text.find_last_not_of(" \t\r\n\f\v");
    done.text.resize(last == std::string::npos ? 0 : last + 1);
    if (reads_stdin_) done.copy_data = read_copy_data();
    if (is_set_) {
        standard_strings_ = standard_strings_setting(done.text).value_or(standard_strings_);
        source_.set_standard_strings(standard_strings_);
    }
    reset_statement();
    return done;
}

void splitter::reset_statement() {
    current_ = {};
    current_.where.file = file_;
    begun_ = false;
    run_begin_ = run_end_ = 0;
    parentheses_ = begins_ = 0;
    brackets_.clear();
    first_words_ = {};
    word_count_ = 0;
    routine_ = is_set_ = copy_ = copy_from_ = reads_stdin_ = after_array_ = false;
}

meta_command splitter::read_meta_command(std::size_t backslash) {
    std::size_t end = backslash + 1;
    auto command = parse_meta_command(text_, backslash, values_, end);
    source_.seek(end);
    command.where = place(backslash);
    for (auto& variable : command.unset) variable.where = place(variable.offset);
    if (active_ && command.name == "copy" && !command.arguments.empty() &&
        copies_from_following_lines(command.arguments[0])) {
        command.copy_data = read_copy_data();
    }
    return command;
}

// The data begin on the line after the one that is being read, and that line is read to its end afterwards. Several
// COPYs on one line have their data one after the other.
std::string splitter::read_copy_data() {
    if (data_from_ == std::string_view::npos) {
        const auto newline = text_.find('\n', source_.offset());
        data_from_ = data_to_ = newline == std::string_view::npos ? text_.size() : newline + 1;
        const auto at = source_.offset();
        source_ = lexer(text_.substr(0, data_from_), at, standard_strings_);
    }
    const auto begin = data_to_;
    while (data_to_ < text_.size()) {
        const auto line_begin = data_to_;
        const auto newline = text_.find('\n', line_begin);
        data_to_ = newline == std::string_view::npos ? text_.size() : newline + 1;
        auto line = text_.substr(line_begin, data_to_ - line_begin);
        while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
        if (line == "\\.") return std::string(text_.substr(begin, line_begin - begin));
    }
    return std::string(text_.substr(begin));
}

split_result split_script(std::string_view text, const std::string& file) {
    split_result result;
    splitter source(text, file);
    while (auto item = source.next()) {
        if (auto* found = std::get_if<statement>(&*item)) {
            result.statements.push_back(std::move(*found));
        } else {
            result.meta_commands.push_back(std::move(std::get<meta_command>(*item)));
        }
    }
    return result;
}

}  // namespace tenon::sql
