// SPDX-License-Identifier: Apache-2.0
#include "sql/meta_command.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::sql {
namespace {

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c, char last) {
    return c >= '0' && c <= last;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&names)[N]) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

bool takes_whole_line(std::string_view name) {
    constexpr std::string_view names[] = {"!", "copy", "h", "help", "ef", "ev", "sf", "sf+", "sv", "sv+"};
    return is_one_of(name, names);
}

bool takes_file_or_pipe(std::string_view name) {
    constexpr std::string_view names[] = {"g", "gx", "o", "out", "w", "write"};
    return is_one_of(name, names);
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Reads arguments from one line.
class argument_reader {
public:
    argument_reader(std::string_view line, const variables* values, std::vector<unset_variable>& unset)
        : line_(line), values_(values), unset_(unset) {}

    std::size_t at() const { return at_; }
    void seek(std::size_t at) { at_ = at; }

    void skip_blanks() {
        while (at_ < line_.size() && is_space(line_[at_])) ++at_;
    }
    bool done() const { return at_ >= line_.size() || line_[at_] == '\\'; }

    std::string read() {
        std::string out;
        while (!done() && !is_space(line_[at_])) {
            switch (line_[at_]) {
                case '\'':
                    read_single_quoted(out);
                    break;
                case '"':
                case '`':
                    read_verbatim(out, line_[at_]);
                    break;
                case ':':
                    read_variable(out);
                    break;
                default:
                    out += line_[at_++];
            }
        }
        // psql's arguments end at a zero byte, which only an escape can bring.
        out.resize(std::min(out.find('\0'), out.size()));
        return out;
    }

private:
    void read_single_quoted(std::string& out) {
        ++at_;
        while (at_ < line_.size()) {
            const char c = line_[at_++];
            if (c == '\'') {
                if (at_ >= line_.size() || line_[at_] != '\'') return;
                ++at_;
                out += '\'';
            } else if (c == '\\' && at_ < line_.size()) {
                read_escape(out);
            } else {
                out += c;
            }
        }
    }

    void read_escape(std::string& out) {
        const char c = line_[at_++];
        switch (c) {
            case 'n':
                out += '\n';
                return;
            case 't':
                out += '\t';
                return;
            case 'b':
                out += '\b';
                return;
            case 'r':
                out += '\r';
                return;
            case 'f':
                out += '\f';
                return;
            default:
                break;
        }
        int value = 0;
        int digits = 0;
        if (is_digit(c, '7')) {
            value = c - '0';
            for (digits = 1; digits < 3 && at_ < line_.size() && is_digit(line_[at_], '7'); ++digits)
                value = value * 8 + (line_[at_++] - '0');
        } else if (c == 'x') {
            for (; digits < 2 && at_ < line_.size() && hex_value(line_[at_]) >= 0; ++digits)
                value = value * 16 + hex_value(line_[at_++]);
        }
        out += digits > 0 ? static_cast<char>(value) : c;
    }

    void read_verbatim(std::string& out, char quote) {
        const auto close = line_.find(quote, at_ + 1);
        const auto end = close == std::string_view::npos ? line_.size() : close + 1;
        out += line_.substr(at_, end - at_);
        at_ = end;
    }

    void read_variable(std::string& out) {
        const token item = lexer(line_, at_).next();
        const auto name = variable_name(item);
        if (name.empty()) {
            out += line_[at_++];
            return;
        }
        at_ += item.text.size();
        if (!values_) {
            out += item.text;
            return;
        }
        const auto value = values_->find(name);
        const bool known = value != values_->end();
        if (item.kind == token_kind::variable_test) {
            out += known ? "TRUE" : "FALSE";
        } else if (!known) {
            out += item.text;
            unset_.push_back({std::string(name), {}, at_ - item.text.size()});
        } else if (item.kind == token_kind::variable) {
            out += value->second;
        } else {
            out += item.kind == token_kind::variable_literal ? quote_literal(value->second)
                                                             : quote_identifier(value->second);
        }
    }

    std::string_view line_;
    const variables* values_;
    std::vector<unset_variable>& unset_;
    std::size_t at_ = 0;
};

}  // namespace

meta_command parse_meta_command(std::string_view text, std::size_t backslash, const variables* values,
                                std::size_t& end) {
    meta_command command;
    const auto line = text.substr(0, std::min(text.find('\n', backslash), text.size()));
    auto at = backslash + 1;
    while (at < line.size() && !is_space(line[at]) && line[at] != '\\') ++at;
    command.name = line.substr(backslash + 1, at - backslash - 1);

    argument_reader reader(line, values, command.unset);
    reader.seek(at);
    reader.skip_blanks();
    const bool pipe = takes_file_or_pipe(command.name) && reader.at() < line.size() && line[reader.at()] == '|';
    if (takes_whole_line(command.name) || pipe) {
        const auto rest = trim(line.substr(reader.at()));
        if (!rest.empty()) command.arguments.emplace_back(rest);
        reader.seek(line.size());
    } else {
        while (!reader.done()) {
            command.arguments.push_back(reader.read());
            reader.skip_blanks();
        }
    }
    end = reader.at();
    command.text = trim(line.substr(backslash, end - backslash));
    if (line.substr(std::min(end, line.size())).starts_with("\\\\")) end += 2;
    return command;
}

bool sends_statement(std::string_view name) {
    constexpr std::string_view names[] = {"g", "gx", "gexec", "gset", "gdesc", "crosstabview", "watch"};
    return is_one_of(name, names);
}

bool copies_from_following_lines(std::string_view arguments) {
    lexer source(arguments);
    int depth = 0;
    bool from = false;
    for (auto item = source.next(); item.kind != token_kind::end; item = source.next()) {
        if (item.is_blank()) continue;
        if (item.is("(")) ++depth;
        if (item.is(")")) --depth;
        if (from) return item.is_word("stdin");
        from = depth == 0 && item.is_word("from");
    }
    return false;
}

}  // namespace tenon::sql
