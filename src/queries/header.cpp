// SPDX-License-Identifier: Apache-2.0
#include "queries/header.hpp"

#include "base/codes/queries.hpp"
#include "base/text.hpp"

#include <charconv>

namespace tenon::queries {

namespace {

bool is_word(std::string_view text) {
    if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Reads a line word by word and knows where each stands.
class line_reader {
public:
    explicit line_reader(const comment_line& line) : line_(line) {}

    /// The next run of characters that are not blanks; "" at the end.
    std::string_view word() {
        skip_blanks();
        const auto end = std::min(line_.text.find_first_of(" \t", at_), line_.text.size());
        return take(end);
    }
    /// Up to and without `stop`, trimmed at its end; the whole rest when `stop` does not come.
    std::string_view until(char stop) {
        skip_blanks();
        return take(std::min(line_.text.find(stop, at_), line_.text.size()));
    }
    std::string_view rest() {
        skip_blanks();
        return take(line_.text.size());
    }
    bool eat(char c) {
        skip_blanks();
        if (at_ >= line_.text.size() || line_.text[at_] != c) return false;
        ++at_;
        return true;
    }
    bool next_is_blank() const {
        return at_ < line_.text.size() && (line_.text[at_] == ' ' || line_.text[at_] == '\t');
    }
    bool at_end() {
        skip_blanks();
        return at_ >= line_.text.size();
    }
    /// Where the last taken word began.
    position where() const { return place(start_); }
    position here() const { return place(at_); }

private:
    void skip_blanks() { at_ = std::min(line_.text.find_first_not_of(" \t", at_), line_.text.size()); }
    std::string_view take(std::size_t end) {
        start_ = at_;
        at_ = end;
        return trim(line_.text.substr(start_, end - start_));
    }
    position place(std::size_t byte) const {
        auto where = line_.where;
        where.column += static_cast<int>(count_characters(line_.text.substr(0, byte)));
        return where;
    }

    const comment_line& line_;
    std::size_t at_ = 0;
    std::size_t start_ = 0;
};

std::optional<query_kind> kind_of(std::string_view word) {
    for (const auto kind : {query_kind::one, query_kind::maybe, query_kind::many, query_kind::exec, query_kind::rows,
                            query_kind::batch, query_kind::copy})
        if (word == to_string(kind)) return kind;
    return std::nullopt;
}

/// A positive number followed by one of the units, which is handed back.
std::optional<double> number_with(std::string_view text, std::string_view& unit) {
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (ec != std::errc() || !(value > 0) || value > 1e15) return std::nullopt;
    unit = text.substr(static_cast<std::size_t>(end - text.data()));
    return value;
}

/// rate=200/s, 12/min, 3/h, 10/d
std::optional<double> rate_of(std::string_view text) {
    std::string_view unit;
    const auto value = number_with(text, unit);
    if (!value) return std::nullopt;
    if (unit == "/s") return *value;
    if (unit == "/min") return *value / 60;
    if (unit == "/h") return *value / 3600;
    if (unit == "/d") return *value / 86400;
    return std::nullopt;
}

std::optional<double> duration_of(std::string_view text) {
    std::string_view unit;
    const auto value = number_with(text, unit);
    if (!value) return std::nullopt;
    if (unit == "us") return *value / 1e6;
    if (unit == "ms") return *value / 1e3;
    if (unit == "s") return *value;
    return std::nullopt;
}

std::optional<double> plain_number(std::string_view text) {
    std::string_view unit;
    const auto value = number_with(text, unit);
    return value && unit.empty() ? value : std::nullopt;
}

void read_option(std::string_view word, const position& where, query_options& options, diagnostics& problems) {
    const auto equals = word.find('=');
    const auto name = word.substr(0, equals);
    const auto value = equals == std::string_view::npos ? std::string_view() : word.substr(equals + 1);
    const auto refuse = [&](std::string_view form) {
        problems.error(code::query_bad_option, where, fmt::format("{}: \"{}\" is no value for it", name, value),
                       fmt::format("write it like {}", form));
    };
    if (name == "rate") {
        if (!(options.rate_per_second = rate_of(value))) refuse("rate=200/s, with /s, /min, /h or /d");
    } else if (name == "target") {
        if (!(options.target_seconds = duration_of(value))) refuse("target=5ms, with us, ms or s");
    } else if (name == "rows") {
        if (!(options.rows = plain_number(value))) refuse("rows=20");
    } else if (name == "weight") {
        if (!(options.weight = plain_number(value))) refuse("weight=2");
    } else if (name == "role") {
        if (is_word(value)) {
            options.role = std::string(value);
        } else {
            refuse("role=inspector");
        }
    } else {
        static const std::vector<std::string> known = {"rate", "target", "rows", "role", "weight"};
        const auto near = closest(name, known);
        problems.error(code::query_unknown_option, where, fmt::format("unknown option \"{}\"", name),
                       near ? fmt::format("did you mean \"{}=\"?", *near)
                            : "options are rate=, target=, rows=, role= and weight=");
    }
}

/// The type after a name, with its mark and what follows an `=`.
struct typed {
    std::string type;
    char mark = '\0';
    std::optional<std::string> value;
    position value_where;
};

typed read_typed(line_reader& line) {
    typed out;
    out.type = line.until('=');
    if (line.eat('=')) {
        out.value = std::string(line.rest());
        out.value_where = line.where();
    }
    if (!out.type.empty() && (out.type.back() == '?' || out.type.back() == '!')) {
        out.mark = out.type.back();
        out.type.pop_back();
        out.type = trim(out.type);
    }
    return out;
}

/// A literal of the language: a number, a quoted text, true, false, null. As SQL it stands as it is.
bool is_literal(std::string_view text) {
    if (text == "true" || text == "false" || text == "null") return true;
    if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'') {
        const auto inner = text.substr(1, text.size() - 2);
        for (std::size_t i = 0; i < inner.size(); ++i) {
            if (inner[i] != '\'') continue;
            if (i + 1 >= inner.size() || inner[i + 1] != '\'') return false;
            ++i;
        }
        return true;
    }
    if (text.starts_with('-')) text.remove_prefix(1);
    double value = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
    return ec == std::errc() && end == text.data() + text.size() && !text.empty() && text[0] >= '0' && text[0] <= '9';
}

void read_param(line_reader& line, query& into, diagnostics& problems) {
    const auto name = std::string(line.until(':'));
    const auto where = line.where();
    if (!is_word(name) || !line.eat(':')) {
        problems.error(code::query_bad_clause, where, "a parameter needs a name and a type",
                       "write `-- param part_id: uuid`");
        return;
    }
    auto typed = read_typed(line);
    if (typed.type.empty() || typed.mark == '!') {
        problems.error(code::query_bad_clause, where, fmt::format("parameter {} needs a type", name),
                       fmt::format("write `-- param {}: uuid`, or `uuid?` when it may be null", name));
        return;
    }
    if (typed.value && !is_literal(*typed.value)) {
        problems.error(code::query_bad_sample, typed.value_where,
                       fmt::format("the sample value of {} is no literal: {}", name, *typed.value),
                       "write a number, 'a text', true, false or null");
        return;
    }
    if (into.find_declared(name)) {
        problems.error(code::query_duplicate_clause, where, fmt::format("parameter {} is declared twice", name),
                       "keep one of them");
        return;
    }
    into.declared.push_back({name, typed.type, typed.mark == '?', typed.value, where, typed.value_where});
}

void read_column(line_reader& line, query& into, diagnostics& problems) {
    const auto name = std::string(line.until(':'));
    const auto where = line.where();
    if (!is_word(name) || !line.eat(':')) {
        problems.error(code::query_bad_clause, where, "a column needs a name and a type",
                       "write `-- column total: decimal!`");
        return;
    }
    const auto typed = read_typed(line);
    if (typed.type.empty() || typed.value) {
        problems.error(code::query_bad_clause, where, fmt::format("column {} needs a type and no value", name),
                       fmt::format("write `-- column {}: decimal!`", name));
        return;
    }
    for (const auto& column : into.columns) {
        if (column.name != name) continue;
        problems.error(code::query_duplicate_clause, where, fmt::format("column {} is declared twice", name),
                       "keep one of them");
        return;
    }
    using nullability = column_clause::nullability;
    into.columns.push_back({name, typed.type,
                            typed.mark == '?'   ? nullability::nullable
                            : typed.mark == '!' ? nullability::never
                                                : nullability::inferred,
                            where});
}

}  // namespace

bool is_header(const comment_line& line) {
    return line.text.starts_with("name:");
}

bool read_header(const comment_line& comment, query& into, diagnostics& problems) {
    line_reader line(comment);
    line.until(':');
    line.eat(':');
    into.name = std::string(line.word());
    into.where = line.where();
    if (!is_word(into.name)) {
        problems.error(code::query_bad_name, into.where, fmt::format("\"{}\" is no name for a query", into.name),
                       "letters, digits and _, not beginning with a digit: `-- name: lots_of_part :many`");
        return false;
    }
    const auto kind = line.word();
    const auto where = line.where();
    const auto known = kind.starts_with(':') ? kind_of(kind.substr(1)) : std::nullopt;
    if (!known) {
        problems.error(code::query_bad_kind, where,
                       kind.empty() ? fmt::format("query {} has no kind", into.name)
                                    : fmt::format("query {}: \"{}\" is no kind", into.name, kind),
                       "kinds are :one, :maybe, :many, :exec, :rows, :batch and :copy, with a blank before the colon");
    }
    into.kind = known.value_or(query_kind::many);
    while (!line.at_end()) {
        const auto option = line.word();
        read_option(option, line.where(), into.options, problems);
    }
    return known.has_value();
}

void read_clause(const comment_line& comment, query& into, diagnostics& problems) {
    line_reader line(comment);
    if (comment.text.starts_with("about:")) {
        line.until(':');
        line.eat(':');
        into.about += (into.about.empty() ? "" : " ") + std::string(line.rest());
        return;
    }
    const auto word = line.word();
    if (word == "param") return read_param(line, into, problems);
    if (word == "column") return read_column(line, into, problems);
    if (word == "embed") {
        const auto name = line.word();
        if (is_word(name) && line.at_end()) {
            into.embeds.emplace_back(name);
        } else {
            problems.error(code::query_bad_clause, line.where(), "embed names one table", "write `-- embed lot`");
        }
    }
}

}  // namespace tenon::queries
