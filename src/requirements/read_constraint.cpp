// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"
#include "requirements/shorthand_scanner.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

enum class column_use { plain, index, exclude };

constexpr std::string_view operator_characters = "+-*/<>=~!@#%^&|`?";

/// What may follow the name in an index: collate, an operator class, asc or desc, nulls first or last.
bool take_index_word(shorthand_scanner& scan, column_reference& into, column_use use) {
    const auto word = to_lower(scan.peek_word());
    if (word == "collate") {
        scan.take_word();
        if (scan.take("\"")) {
            const auto close = scan.text().find('"', scan.offset());
            if (close == std::string_view::npos) return false;
            into.collation = std::string(scan.text().substr(scan.offset(), close - scan.offset()));
            scan.go_to(close + 1);
        } else {
            into.collation = std::string(scan.take_word());
        }
        return !into.collation.empty();
    }
    if (use == column_use::index && (word == "asc" || word == "desc")) {
        scan.take_word();
        into.descending = word == "desc";
        return true;
    }
    if (use == column_use::index && word == "nulls") {
        scan.take_word();
        const auto which = to_lower(scan.take_word());
        into.nulls_first = which == "first";
        return which == "first" || which == "last";
    }
    if (word.empty() || !into.operators.empty()) return false;
    into.operators = std::string(scan.take_word());
    if (scan.next() == '(') {
        const auto open = scan.offset();
        scan.take_parenthesised();
        into.operators += scan.text().substr(open, scan.offset() - open);
    }
    return true;
}

std::optional<column_reference> read_column(reader& in, const node& value, std::string_view what, column_use use) {
    if (!value.is(node_kind::scalar)) {
        in.wrong_kind(value, fmt::format("an item of {}", what), "a name or an expression in parentheses");
        return {};
    }
    const auto whole = in.scalar(value);
    shorthand_scanner scan(whole, in.problems());
    column_reference made;
    scan.skip_blanks();
    const auto start = scan.offset();
    const auto word = scan.take_word();
    const auto expression = [&](std::size_t from, std::size_t length) {
        const auto inside = whole.part(from, length);
        check_expression(inside, "expression", in.problems());
        made.name = {std::string(trim(inside.text())), inside.at(0)};
        made.expression = true;
    };
    if (word.empty() && scan.next() == '(') {
        const auto inside = scan.take_parenthesised();
        expression(inside->from, inside->length);
    } else if (!word.empty() && scan.next() == '(') {
        scan.take_parenthesised();
        expression(start, scan.offset() - start);
    } else {
        made.name = {std::string(word), scan.where(start)};
    }
    bool good = !made.name->empty();
    while (good && !scan.done()) {
        if (use == column_use::exclude && operator_characters.find(scan.next()) != std::string_view::npos) {
            const auto from = scan.offset();
            while (scan.offset() < scan.text().size() &&
                   operator_characters.find(scan.text()[scan.offset()]) != std::string_view::npos)
                scan.go_to(scan.offset() + 1);
            made.with = std::string(scan.text().substr(from, scan.offset() - from));
            good = scan.done();
        } else {
            good = use != column_use::plain && take_index_word(scan, made, use);
        }
    }
    if (!good) {
        in.error(code::column_malformed, whole.at(start),
                 fmt::format("\"{}\" in {} cannot be read", trim(whole.text()), what),
                 use == column_use::index
                     ? "write a name or (an expression), then asc or desc, nulls first or nulls last"
                 : use == column_use::exclude ? "write a name or (an expression), then an operator: period &&"
                                              : "write a name, or (an expression)");
        return {};
    }
    if (use == column_use::exclude && made.with.empty())
        in.error(code::operator_missing, whole.at(start),
                 fmt::format("\"{}\" in {} has no operator", trim(whole.text()), what),
                 "write = for the same value, && for overlapping ranges: room =, period &&");
    return made;
}

std::vector<column_reference> read_columns(reader& in, const node& value, std::string_view what, column_use use) {
    std::vector<column_reference> out;
    if (value.is(node_kind::list)) {
        for (const node* item : value.items)
            if (auto column = read_column(in, *item, what, use)) out.push_back(std::move(*column));
        if (value.items.empty())
            in.error(code::value_missing, value.where, fmt::format("{} is empty; it must be a list of names", what));
    } else if (value.is(node_kind::scalar)) {
        if (auto column = read_column(in, value, what, use)) out.push_back(std::move(*column));
    } else {
        in.wrong_kind(value, what, "a list of names");
    }
    return out;
}

template <class Rule>
void read_common(members& from, Rule& made) {
    made.where = from.take_expression("where");
    made.name = from.take_name("name");
    made.reason = from.take_phrase("reason");
}

/// The items of unique, exclude and index: each a list of columns, or a mapping with `of`.
template <class Rule>
std::vector<Rule> read_rules(reader& in, members& from, std::string_view key, column_use use,
                             void (*more)(reader&, members&, Rule&)) {
    std::vector<Rule> out;
    const node* value = from.take(key);
    if (!value) return out;
    const auto what = fmt::format("\"{}\" of {}", key, from.what());
    if (!value->is(node_kind::list)) {
        in.wrong_kind(*value, what, "a list", fmt::format("write {}: [[a, b]] or {}: [{{of: [a, b]}}]", key, key));
        return out;
    }
    const bool flat = key != "index" && !value->items.empty() &&
                      std::all_of(value->items.begin(), value->items.end(),
                                  [](const node* item) { return item->is(node_kind::scalar); });
    if (flat && key == "unique") {
        std::vector<std::string> names;
        names.reserve(value->items.size());
        for (const node* item : value->items) names.push_back(item->value);
        in.error(code::unique_flat_list, value->items[0]->where, fmt::format("{} is a plain list of names", what),
                 names.size() == 1
                     ? fmt::format("write unique: [[{}]], or the modifier unique on the attribute", names[0])
                     : fmt::format("write unique: [[{}]] for the combination, or the modifier unique on each attribute",
                                   join(names, ", ")));
        return out;
    }
    for (const node* item : value->items) {
        Rule made;
        made.at = item->where;
        if (item->is(node_kind::map)) {
            members parts(in, *item, fmt::format("an item of {}", what));
            if (const node* columns = parts.take("of")) {
                made.of = read_columns(in, *columns, fmt::format("\"of\" of {}", what), use);
            } else if (!parts.has("of")) {
                in.error(code::key_missing, item->where, fmt::format("{} has no \"of\"", parts.what()),
                         "add of: followed by a list of attributes");
            }
            read_common(parts, made);
            more(in, parts, made);
            parts.finish({{"columns", "did you mean \"of\"?"},
                          {"on", "did you mean \"of\"?"},
                          {"unique", "unique combinations are listed under unique:"}});
        } else if (item->is(node_kind::list) || (key == "index" && item->is(node_kind::scalar))) {
            made.of = read_columns(in, *item, what, use);
        } else {
            in.wrong_kind(*item, fmt::format("an item of {}", what), "a list of names or a mapping with of");
        }
        if (!made.of.empty()) out.push_back(std::move(made));
    }
    return out;
}

void more_of_unique(reader& in, members& from, unique_rule& made) {
    made.deferred = from.take_flag("deferred");
    const auto nulls = from.take_phrase("nulls");
    if (!nulls) return;
    if (**nulls == "equal" || **nulls == "distinct") {
        made.nulls_equal = {**nulls == "equal", nulls->where};
    } else {
        in.error(code::wrong_kind, nulls->where,
                 fmt::format("\"nulls\" is \"{}\"; it must be equal or distinct", **nulls),
                 "equal: two rows without a value are the same; distinct (the default): they are not");
    }
}

void more_of_exclude(reader&, members& from, exclude_rule& made) {
    made.using_ = from.take_name("using");
    made.deferred = from.take_flag("deferred");
}

void more_of_index(reader& in, members& from, index_rule& made) {
    made.using_ = from.take_name("using");
    if (const node* names = from.take("include"))
        made.include = in.read_names(*names, fmt::format("\"include\" of {}", from.what()));
}

void read_rule(reader& in, const node* key, const node& value, entity& into) {
    rule made;
    if (key) {
        made.name = in.name_of(*key);
        if (!in.check_name(*made.name, "the rule")) return;
    }
    const auto what = key ? fmt::format("rule \"{}\"", **made.name) : std::string("a rule");
    if (value.is(node_kind::map)) {
        members from(in, value, what);
        if (auto expression = from.take_expression("check")) made.expression = std::move(*expression);
        if (!from.has("check"))
            in.error(code::key_missing, value.where, fmt::format("{} has no check", what),
                     "add check: followed by an expression");
        made.description = from.take_phrase("description");
        from.finish();
    } else if (value.is(node_kind::scalar)) {
        if (auto expression = in.read_expression(value, what)) made.expression = std::move(*expression);
    } else {
        in.wrong_kind(value, what, "an expression in SQL");
    }
    if (!made.expression->empty()) into.rules.push_back(std::move(made));
}

}  // namespace

void read_constraints(reader& in, members& from, entity& into) {
    if (const node* key = from.take("key")) into.key = in.read_names(*key, fmt::format("\"key\" of {}", from.what()));
    into.unique = read_rules<unique_rule>(in, from, "unique", column_use::plain, more_of_unique);
    into.exclude = read_rules<exclude_rule>(in, from, "exclude", column_use::exclude, more_of_exclude);
    into.index = read_rules<index_rule>(in, from, "index", column_use::index, more_of_index);
    const node* rules = from.take("rules");
    if (!rules) return;
    if (rules->is(node_kind::map)) {
        for (std::size_t i = 0; i + 1 < rules->items.size(); i += 2)
            read_rule(in, rules->items[i], *rules->items[i + 1], into);
    } else if (rules->is(node_kind::list)) {
        for (const node* item : rules->items) read_rule(in, nullptr, *item, into);
    } else {
        in.wrong_kind(*rules, fmt::format("\"rules\" of {}", from.what()),
                      "a mapping of names to expressions, or a list of expressions");
    }
}

}  // namespace tenon::requirements
