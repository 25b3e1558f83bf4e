// SPDX-License-Identifier: Apache-2.0
#include "sql/markdown_words.hpp"

#include "base/text.hpp"
#include "sql/lexer.hpp"
#include "sql/quote.hpp"

namespace tenon::sql::markdown {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_name_character(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 128;
}

// Without marks, in lower case, with single blanks.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : to_lower(trim(text)))
        if (c != '`' && c != '*' && !(c == ' ' && out.ends_with(' '))) out += c;
    return out;
}

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    for (const char c : text) {
        if (is_name_character(c)) {
            words.back() += c;
        } else if (c == ' ' || c == '-') {
            if (!words.back().empty()) words.emplace_back();
        } else {
            return {};
        }
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

std::optional<std::string> single_name(std::string_view text) {
    text = trim(text);
    if (text.size() > 2 && text.front() == '"' && text.back() == '"') return unquote_identifier(text);
    auto words = words_of(text);
    if (words.empty() || words.size() > 5) return std::nullopt;
    const auto name = to_lower(join(words, "_"));
    if (name[0] >= '0' && name[0] <= '9') return std::nullopt;
    return name;
}

// "(…)" at the end, from the opening parenthesis.
std::string_view parenthesised(std::string_view text) {
    const auto open = text.find('(');
    const auto close = text.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open) return {};
    return text.substr(open + 1, close - open - 1);
}

}  // namespace

role role_of(std::string_view header) {
    const auto word = plain(header);
    if (is_one_of(word, {"column", "name", "field", "attribute", "column name", "field name", "attribute name", "index",
                         "index name"}))
        return role::name;
    if (is_one_of(word, {"type", "data type", "datatype", "sql type", "postgresql type", "column type"}))
        return role::type;
    if (is_one_of(word, {"null", "nullable", "null?", "nullable?", "optional", "nulls"})) return role::nullable;
    if (is_one_of(word, {"required", "not null", "mandatory", "required?"})) return role::required;
    if (is_one_of(word, {"default", "default value", "defaults"})) return role::default_;
    if (is_one_of(word,
                  {"constraints", "constraint", "key", "keys", "modifiers", "attributes", "extra", "rules", "pk/fk"}))
        return role::constraints;
    if (is_one_of(word, {"references", "reference", "foreign key", "fk", "refers to", "relation", "relationship"}))
        return role::references;
    if (is_one_of(word, {"unique", "unique?"})) return role::unique;
    if (is_one_of(word,
                  {"description", "notes", "note", "comment", "comments", "purpose", "meaning", "remarks", "details"}))
        return role::description;
    if (is_one_of(word, {"columns", "fields", "on", "column(s)", "indexed columns"})) return role::columns;
    if (is_one_of(word, {"where", "condition", "predicate", "partial"})) return role::where;
    return role::other;
}

std::vector<std::string> name_parts(std::string_view heading) {
    auto text = without_marks({std::string(trim(heading)), 0, 0}).text;
    // "3.2 Lots" and "3.2. Lots" are numbered, "2fa codes" is not.
    const auto number_end = text.find_first_not_of("0123456789.");
    if (number_end != std::string::npos && number_end > 0 && (text[number_end] == ' ' || text[number_end] == ')'))
        text = trim(std::string_view(text).substr(number_end + 1));
    for (const std::string_view word : {"table:", "entity:", "table ", "entity "})
        if (to_lower(text).starts_with(word)) text = trim(std::string_view(text).substr(word.size()));
    if (to_lower(text).ends_with(" table")) text = trim(std::string_view(text).substr(0, text.size() - 6));
    if (const auto open = text.find(" ("); open != std::string::npos && text.ends_with(')'))
        text = text.substr(0, open);
    text = without_marks({text, 0, 0}).text;
    std::vector<std::string> parts;
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && text[at] == '"') quoted = !quoted;
        if (at < text.size() && (text[at] != '.' || quoted)) continue;
        const auto name = single_name(std::string_view(text).substr(begin, at - begin));
        if (!name) return {};
        parts.push_back(*name);
        begin = at + 1;
    }
    if (parts.size() > 2) return {};
    return parts;
}

std::optional<bool> yes_or_no(std::string_view text) {
    const auto word = plain(text);
    if (is_one_of(word, {"yes", "y", "true", "x", "✓", "✔", "✅", "null", "nullable", "1"})) return true;
    if (is_one_of(word, {"no", "n", "false", "✗", "✘", "❌", "not null", "0"}) || is_nothing(text)) return false;
    return std::nullopt;
}

bool is_nothing(std::string_view text) {
    return is_one_of(plain(text), {"", "-", "–", "—", "n/a", "none", "_"});
}

std::string type_text(std::string_view type) {
    const auto word = plain(type);
    if (is_one_of(word, {"string", "str"})) return "text";
    if (is_one_of(word, {"datetime", "timestamp with timezone", "timestamp (tz)"})) return "timestamptz";
    if (is_one_of(word, {"bool"})) return "boolean";
    if (is_one_of(word, {"double", "float64"})) return "double precision";
    if (is_one_of(word, {"long"})) return "bigint";
    if (is_one_of(word, {"binary", "blob"})) return "bytea";
    if (word.starts_with("string(")) return "varchar" + std::string(trim(type).substr(6));
    return std::string(trim(type));
}

std::optional<std::vector<std::string>> enum_values(std::string_view type) {
    if (!plain(type).starts_with("enum")) return std::nullopt;
    std::vector<std::string> values;
    for (const auto part : split(parenthesised(type), ',')) {
        auto value = trim(part);
        if (value.size() >= 2 && (value.front() == '\'' || value.front() == '"' || value.front() == '`'))
            value = value.substr(1, value.size() - 2);
        if (!value.empty()) values.emplace_back(value);
    }
    return values;
}

std::string default_text(std::string_view text) {
    const auto word = plain(text);
    if (is_one_of(word, {"now", "now()", "current timestamp"})) return "now()";
    if (is_one_of(word, {"uuid", "uuid()", "uuid_generate_v4()"})) return "gen_random_uuid()";
    const auto tokens = tokenize(text);
    const bool is_word = tokens.size() == 1 && tokens[0].kind == token_kind::word;
    const bool is_value = is_one_of(word, {"true", "false", "null", "current_timestamp", "current_date", "current_time",
                                           "current_user", "session_user", "localtimestamp"});
    return is_word && !is_value ? quote_literal(text) : std::string(text);
}

std::vector<constraint> constraints_in(const piece& cell) {
    std::vector<constraint> found;
    std::size_t begin = 0;
    int depth = 0;
    const std::string_view text = cell.text;
    const auto take = [&](std::size_t end) {
        piece part{std::string(text.substr(begin, end - begin)), cell.line,
                   cell.column + static_cast<int>(count_characters(text.substr(0, begin)))};
        const auto blanks = part.text.find_first_not_of(" \t");
        if (blanks == std::string::npos) return;
        part.column += static_cast<int>(blanks);
        part.text = trim(part.text);
        part = without_marks(std::move(part));
        const auto word = plain(part.text);
        if (is_nothing(word)) return;
        using enum constraint::kind;
        constraint one{unknown, part};
        const auto rest_after = [&](std::size_t length) {
            auto rest = part.text.substr(std::min(length, part.text.size()));
            const auto first = rest.find_first_not_of(" :\t");
            one.content.column += static_cast<int>(length + (first == std::string::npos ? 0 : first));
            one.content.text = first == std::string::npos ? "" : rest.substr(first);
        };
        if (is_one_of(word, {"pk", "primary key", "primary"})) {
            one.what = primary_key;
        } else if (is_one_of(word, {"not null", "nn", "required", "mandatory"})) {
            one.what = not_null;
        } else if (is_one_of(word, {"null", "nullable", "optional"})) {
            one.what = null;
        } else if (is_one_of(word, {"unique", "uq", "uk", "unique key"})) {
            one.what = unique;
        } else if (is_one_of(word, {"index", "indexed", "idx"})) {
            one.what = index;
        } else if (is_one_of(word, {"identity", "auto increment", "auto_increment", "autoincrement", "auto-increment",
                                    "generated"})) {
            one.what = identity;
        } else if (word.starts_with("default ") || word.starts_with("default:")) {
            one.what = default_;
            rest_after(7);
        } else if (word.starts_with("check")) {
            one.what = check;
            rest_after(5);
        } else {
            for (const std::string_view lead :
                 {"foreign key to", "foreign key", "references", "refers to", "fk to", "fk"}) {
                if (!word.starts_with(lead)) continue;
                one.what = references;
                rest_after(lead.size());
                for (const std::string_view arrow : {"→", "->", "=>", ">"}) {
                    if (!one.content.text.starts_with(arrow)) continue;
                    const auto target = std::string(trim(std::string_view(one.content.text).substr(arrow.size())));
                    one.content.column +=
                        static_cast<int>(count_characters(one.content.text) - count_characters(target));
                    one.content.text = target;
                }
                break;
            }
        }
        found.push_back(std::move(one));
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '(') ++depth;
        if (text[at] == ')') --depth;
        if (depth > 0 || (text[at] != ',' && text[at] != ';')) continue;
        take(at);
        begin = at + 1;
    }
    take(text.size());
    return found;
}

std::optional<reference> reference_in(std::string_view text) {
    auto bare = std::string(trim(text));
    std::string clean;
    for (const char c : bare)
        if (c != '`' && c != '*') clean += c;
    reference found;
    const auto lowered = to_lower(clean);
    if (const auto on = lowered.find(" on "); on != std::string::npos) {
        found.actions = trim(std::string_view(clean).substr(on));
        clean = clean.substr(0, on);
    }
    if (clean.ends_with(')')) {
        const auto open = clean.find('(');
        if (open == std::string::npos) return std::nullopt;
        const auto column = name_parts(clean.substr(open + 1, clean.size() - open - 2));
        if (column.size() != 1) return std::nullopt;
        found.column = column[0];
        found.table = name_parts(clean.substr(0, open));
        if (found.table.empty()) return std::nullopt;
        return found;
    }
    const auto dot = clean.rfind('.');
    found.table = name_parts(dot == std::string::npos ? clean : clean.substr(0, dot));
    if (found.table.empty()) return std::nullopt;
    if (dot == std::string::npos) return found;
    const auto column = name_parts(clean.substr(dot + 1));
    if (column.size() != 1) return std::nullopt;
    found.column = column[0];
    return found;
}

}  // namespace tenon::sql::markdown
