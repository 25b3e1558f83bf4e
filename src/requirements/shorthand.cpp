// SPDX-License-Identifier: Apache-2.0
#include "requirements/shorthand.hpp"

#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/shorthand_scanner.hpp"
#include "requirements/shorthand_type.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

const std::vector<std::string> modifier_words = {"unique",   "indexed", "key",     "immutable", "findable",
                                                 "reusable", "in",      "matches", "length"};

flag* find_flag(attribute& into, std::string_view word) {
    if (word == "unique") return &into.unique;
    if (word == "indexed") return &into.indexed;
    if (word == "key") return &into.key;
    if (word == "immutable") return &into.immutable;
    if (word == "findable") return &into.findable;
    if (word == "reusable") return &into.reusable;
    return nullptr;
}

std::optional<check_kind> take_comparison(shorthand_scanner& scan) {
    if (scan.take(">=")) return check_kind::at_least;
    if (scan.take("<=")) return check_kind::at_most;
    if (scan.take("!=") || scan.take("<>")) return check_kind::not_equal;
    if (scan.take(">")) return check_kind::above;
    if (scan.take("<")) return check_kind::below;
    return {};
}

/// Something that stands where a literal should: shown, skipped, with the form that would be right.
void report_no_literal(shorthand_scanner& scan, std::string_view after) {
    const auto at = scan.offset();
    if (scan.done()) {
        scan.error(code::literal_expected, scan.offset(), fmt::format("\"{}\" is not followed by a literal", after),
                   "write a number, a quoted text, true or false");
        return;
    }
    const auto start = scan.offset();
    if (scan.take_parenthesised()) {
        scan.error(code::literal_expected, start,
                   fmt::format("\"{}\" is followed by an expression, which is not a literal", after),
                   "conditions compare with literals; expressions go into rules");
        return;
    }
    const auto word = scan.take_unknown();
    std::string hint = "conditions compare with literals; expressions go into rules";
    if (!word.empty() && word != "=" && word.find_first_of("()[]") == std::string_view::npos)
        hint = fmt::format("write '{}' if it is a text; comparisons with other attributes go into rules", word);
    if (word.starts_with("=")) scan.go_to(start);
    scan.error(code::literal_expected, std::max(at, start),
               fmt::format("\"{}\" is followed by \"{}\", which is not a literal", after, word), hint);
}

void take_in(shorthand_scanner& scan, attribute& into, place where) {
    const auto start = scan.offset();
    check made{check_kind::between, {}, {}, {}, where};
    const auto low = scan.take_literal();
    if (low && scan.take("..")) {
        if (const auto high = scan.take_literal()) {
            made.low = *low;
            made.high = *high;
            into.checks.push_back(std::move(made));
            return;
        }
    }
    std::string hint = "write both ends, inclusive: in 1..5";
    scan.skip_blanks();
    const auto rest = trim(scan.text().substr(std::min(start, scan.text().size())));
    if (rest.starts_with('(') || rest.starts_with('[')) hint = "a list of values is an enumeration: one of [a, b]";
    scan.error(code::range_malformed, std::min(start + 1, scan.text().size()), "\"in\" is not followed by low..high",
               hint);
    if (const auto equals = scan.text().find('=', scan.offset()); equals != std::string_view::npos) {
        scan.go_to(equals);
    } else {
        scan.stop();
    }
}

/// A regular expression that was to be quoted: what stands before the default, or before a modifier after a blank.
std::string_view unquoted_pattern(std::string_view rest) {
    for (std::size_t at = rest.find(' '); at != std::string_view::npos; at = rest.find(' ', at + 1)) {
        const auto next = trim(rest.substr(at));
        const auto word = next.substr(0, next.find(' '));
        if (next.starts_with('=') ||
            std::find(modifier_words.begin(), modifier_words.end(), word) != modifier_words.end())
            return rest.substr(0, at);
    }
    return trim(rest);
}

void take_matches(shorthand_scanner& scan, attribute& into, place where) {
    if (auto pattern = scan.take_quoted()) {
        into.checks.push_back({check_kind::matches, std::move(*pattern), {}, {}, where});
        return;
    }
    scan.skip_blanks();
    const auto start = scan.offset();
    const auto found = unquoted_pattern(scan.text().substr(start));
    scan.go_to(start + found.size());
    scan.error(code::pattern_expected, start, "\"matches\" is not followed by a quoted regular expression",
               found.empty() ? "write it in single quotes: matches '^[a-z]+$'"
                             : fmt::format("write it in single quotes: matches '{}'",
                                           replace_all(std::string(found), "'", "''")));
}

void take_length(shorthand_scanner& scan, attribute& into, place where) {
    const auto start = scan.offset();
    const auto comparison = take_comparison(scan);
    auto limit = scan.take_literal();
    const bool good = comparison && (*comparison == check_kind::at_least || *comparison == check_kind::at_most) &&
                      limit && limit->kind == literal_kind::number && to_integer(limit->value).value_or(-1) >= 0;
    if (!good) {
        scan.error(code::length_malformed, std::min(start + 1, scan.text().size()),
                   "\"length\" is not followed by >= or <= and an integer",
                   "write it as length >= 3; an upper limit is usually text(n)");
        if (!limit && !scan.done() && scan.next() != '=') scan.take_unknown();
        return;
    }
    const auto kind = *comparison == check_kind::at_least ? check_kind::length_at_least : check_kind::length_at_most;
    into.checks.push_back({kind, std::move(*limit), {}, {}, where});
}

/// One modifier, if one comes next. An unknown word is reported and skipped.
void take_modifier(shorthand_scanner& scan, attribute& into) {
    scan.skip_blanks();
    const auto start = scan.offset();
    const place where = scan.where();
    if (const auto comparison = take_comparison(scan)) {
        const auto sign = trim(scan.text().substr(start, scan.offset() - start));
        if (auto operand = scan.take_literal()) {
            into.checks.push_back({*comparison, std::move(*operand), {}, {}, where});
        } else {
            report_no_literal(scan, sign);
        }
        return;
    }
    const auto word = scan.peek_word();
    if (flag* known = find_flag(into, word)) {
        scan.take_word();
        if (known->value)
            scan.error(code::modifier_twice, start, fmt::format("\"{}\" is already there", word), "delete one of them");
        *known = {true, where};
        return;
    }
    if (scan.take_word("in")) return take_in(scan, into, where);
    if (scan.take_word("matches")) return take_matches(scan, into, where);
    if (scan.take_word("length")) return take_length(scan, into, where);
    if (scan.take("?")) {
        scan.error(code::question_mark_misplaced, start, "the ? does not stand directly after the type",
                   "it belongs to the type: text? unique");
        return;
    }
    if (scan.take("[")) {
        scan.take("]");
        scan.error(code::array_malformed, start, "[] does not stand directly after the type",
                   "it belongs to the type: text[]? unique");
        return;
    }
    const auto unknown = scan.take_unknown();
    std::string hint =
        "after the type come unique, indexed, key, immutable, findable, reusable, comparisons, in, matches, length and "
        "= default";
    const auto lower = to_lower(unknown);
    if (lower == "not") {
        hint = "attributes are required unless their type ends in ?: delete \"not null\"";
        scan.take_word("null") || scan.take_word("NULL");
    } else if (lower == "null" || lower == "optional" || lower == "nullable") {
        hint = "write a ? directly after the type";
    } else if (lower == "default") {
        hint = "write the default after =";
        if (!scan.take_literal() && !scan.take_parenthesised()) scan.take_word();
    } else if (lower == "primary" || lower == "pk") {
        hint = "write key";
        scan.take_word("key");
    } else if (lower == "references") {
        hint = "relations are declared under belongs_to";
        scan.take_word();
        scan.take_parenthesised();
    } else if (lower == "check") {
        hint = "write conditions directly, for example >= 0; expressions go into rules";
        scan.take_parenthesised();
    } else if (const auto near = closest(unknown, modifier_words)) {
        hint = fmt::format("did you mean \"{}\"?", *near);
    }
    scan.error(code::unknown_modifier, start, fmt::format("unknown modifier \"{}\"", unknown), hint);
}

/// What a word that is no default was to be, by the type of the attribute.
std::string hint_for_word(const value_type& type, std::string_view word) {
    const auto lower = to_lower(word);
    const auto is = [&](std::initializer_list<std::string_view> words) {
        return std::find(words.begin(), words.end(), lower) != words.end();
    };
    if (type.kind == type_kind::boolean && !type.array) {
        if (is({"yes", "y", "on", "t"})) return "write true";
        if (is({"no", "n", "off", "f"})) return "write false";
        return "write true or false";
    }
    const bool date = type.kind == type_kind::date;
    if ((date || type.kind == type_kind::timestamp || type.kind == type_kind::time) && !type.array) {
        if (is({"tomorrow"}) && date) return "write (current_date + 1)";
        if (is({"yesterday"}) && date) return "write (current_date - 1)";
        if (is({"tomorrow"})) return "write (now() + interval '1 day')";
        if (is({"yesterday"})) return "write (now() - interval '1 day')";
        return fmt::format("write {}, a {} in single quotes, or an expression in parentheses", date ? "today" : "now",
                           to_string(type.kind));
    }
    return fmt::format("write '{0}' for the text, ({0}) for an expression", word);
}

std::optional<default_value> take_default(shorthand_scanner& scan, const attribute& of) {
    scan.skip_blanks();
    const auto start = scan.offset();
    default_value made;
    made.where = scan.where();
    if (scan.done()) {
        scan.error(code::default_missing, start, "no default follows the =", "write the default, or delete the =");
        return {};
    }
    if (keeps_secret(of) && scan.peek_word() != "null") {
        // Refused whatever it is, so that no word of it needs to be repeated.
        scan.stop();
        made.kind = default_kind::literal;
        made.literal = {literal_kind::text, {}, made.where};
        return made;
    }
    if (const auto inside = scan.take_parenthesised()) {
        const auto expression = scan.written().part(inside->from, inside->length);
        if (!inside->closed) return {};
        check_expression(expression, "default", scan.problems());
        made.kind = default_kind::expression;
        made.expression = std::string(trim(expression.text()));
        if (made.expression.empty()) {
            scan.error(code::default_missing, start, "the expression is empty", "write it, or delete the default");
            return {};
        }
        return made;
    }
    const auto word = scan.peek_word();
    const bool in_enum =
        of.type.kind == type_kind::enumeration && !of.type.array &&
        std::any_of(of.type.values.begin(), of.type.values.end(), [&](const phrase& v) { return *v == word; });
    if (in_enum && !word.empty()) {
        scan.take_word();
        made.kind = default_kind::enum_value;
        made.literal = {literal_kind::text, std::string(word), made.where};
        return made;
    }
    if (auto found = scan.take_literal()) {
        made.kind = default_kind::literal;
        made.literal = std::move(*found);
        return made;
    }
    if (word == "now" || word == "today" || word == "generated") {
        scan.take_word();
        if (scan.next() == '(') {
            const auto call = scan.take_parenthesised();
            if (call->closed)
                scan.error(code::default_word_unknown, start,
                           fmt::format("the default \"{}\" is an expression without parentheses",
                                       trim(scan.text().substr(start, scan.offset() - start))),
                           fmt::format("write {}", word));
            return {};
        }
        made.kind = word == "now" ? default_kind::now : word == "today" ? default_kind::today : default_kind::generated;
        return made;
    }
    if (of.type.kind == type_kind::enumeration && !of.type.array && !word.empty()) {
        scan.take_word();
        const auto values = labels_of(of.type);
        const auto near = closest(word, values);
        scan.error(
            code::default_not_in_enum, start, fmt::format("the default \"{}\" is not a value of the enumeration", word),
            near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("the values are {}", join(values, ", ")));
        return {};
    }
    const auto unknown = word.empty() ? scan.take_unknown() : scan.take_word();
    if (scan.next() == '(' && !word.empty()) {
        const auto call = scan.offset();
        scan.take_parenthesised();
        scan.error(code::default_word_unknown, start,
                   fmt::format("the default \"{}\" is an expression without parentheses", unknown),
                   fmt::format("write ({}{})", unknown, scan.text().substr(call, scan.offset() - call)));
        return {};
    }
    scan.error(code::default_word_unknown, start,
               fmt::format("the default \"{}\" is neither a literal nor now, today or generated", unknown),
               hint_for_word(of.type, unknown));
    return {};
}

void expect_end(shorthand_scanner& scan, attribute& into) {
    if (scan.done()) return;
    const auto start = scan.offset();
    const auto word = scan.peek_word();
    const char c = scan.next();
    if (find_flag(into, word) || word == "in" || word == "matches" || word == "length" || c == '?' || c == '>' ||
        c == '<' || c == '!') {
        scan.error(code::modifier_after_default, start,
                   fmt::format("\"{}\" follows the default", trim(scan.text().substr(start))),
                   "the default is always last: move it before the =");
        return;
    }
    const bool expression = into.default_ && into.default_->kind == default_kind::expression;
    scan.error(code::unexpected_text, start, fmt::format("\"{}\" follows the default", trim(scan.text().substr(start))),
               expression ? "put the whole expression in parentheses"
                          : "a default is one literal, one word, or an expression in parentheses");
}

}  // namespace

bool parse_attribute(const scalar_text& written, attribute& into, diagnostics& problems) {
    shorthand_scanner scan(written, problems);
    into.shorthand = std::string(trim(written.text()));
    auto type = take_type(scan);
    if (!type) return false;
    into.type = std::move(*type);
    scan.skip_blanks();
    const place mark = scan.where();
    if (scan.take("?")) into.optional = {true, mark};
    report_brackets_after(scan);
    while (!scan.done()) {
        if (scan.take("=")) {
            into.default_ = take_default(scan, into);
            if (into.default_) expect_end(scan, into);
            break;
        }
        take_modifier(scan, into);
    }
    return true;
}

std::optional<value_type> parse_type(const scalar_text& written, flag& optional, std::string_view what,
                                     diagnostic_code not_more, diagnostics& problems) {
    shorthand_scanner scan(written, problems);
    auto type = take_type(scan);
    if (!type) return {};
    const place mark = scan.where();
    if (scan.take("?")) optional = {true, mark};
    report_brackets_after(scan);
    if (!scan.done())
        scan.error(not_more, scan.offset(),
                   fmt::format("\"{}\" follows the type of {}", trim(scan.text().substr(scan.offset())), what),
                   "only a ? may follow the type here");
    return type;
}

void parse_checks(const scalar_text& written, attribute& into, diagnostics& problems) {
    shorthand_scanner scan(written, problems);
    const char first = scan.next();
    const auto word = scan.peek_word();
    if (first == '(') {
        check made;
        made.kind = check_kind::expression;
        made.where = scan.where();
        const auto inside = scan.take_parenthesised();
        if (!inside->closed) return;
        const auto expression = written.part(inside->from, inside->length);
        check_expression(expression, "check", problems);
        made.expression = std::string(trim(expression.text()));
        into.checks.push_back(std::move(made));
        if (!scan.done())
            scan.error(code::check_malformed, scan.offset(), "text follows the expression",
                       "put the whole expression in parentheses");
        return;
    }
    if (first != '>' && first != '<' && first != '!' && word != "in" && word != "matches" && word != "length") {
        scan.error(code::check_malformed, scan.offset(),
                   "this is neither a condition of the shorthand nor an expression in parentheses",
                   "write it as \">= 0\", \"in 1..5\", \"matches '…'\", or as (expression)");
        return;
    }
    while (!scan.done()) {
        if (scan.next() == '=') {
            scan.error(code::check_malformed, scan.offset(), "a check has no default",
                       "write the default after default:");
            return;
        }
        take_modifier(scan, into);
    }
}

void parse_default(const scalar_text& written, attribute& into, diagnostics& problems) {
    shorthand_scanner scan(written, problems);
    into.default_ = take_default(scan, into);
    if (into.default_) expect_end(scan, into);
}

std::optional<std::string> parse_number(std::string_view written) {
    diagnostics problems;
    node scalar;
    scalar.kind = node_kind::scalar;
    scalar.value = std::string(trim(written));
    const source text(scalar.value, {});
    shorthand_scanner scan(scalar_text(text, scalar), problems);
    const auto number = scan.take_literal();
    if (!number || number->kind != literal_kind::number || !scan.done() || !problems.empty()) return {};
    return number->value;
}

}  // namespace tenon::requirements
