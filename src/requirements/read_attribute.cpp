// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"
#include "requirements/shorthand.hpp"
#include "requirements/sql_fragment.hpp"

namespace tenon::requirements {

namespace {

/// A flag that the long form may add to what `type:` says already.
void merge_flag(reader& in, members& from, std::string_view key, flag& into) {
    const auto said = into;
    const bool written = from.has(key);
    const auto found = from.take_flag(key);
    if (!written || !found.where) return;
    if (said.where)
        in.error(code::long_form_repeats, found.where,
                 fmt::format("\"{}\" of {} is already said by its type", key, from.what()), "say it once");
    if (!said.where) into = found;
}

void read_check(reader& in, const node& value, const std::string& what, attribute& into) {
    if (value.is(node_kind::list)) {
        for (const node* item : value.items) read_check(in, *item, what, into);
    } else if (value.is(node_kind::scalar)) {
        parse_checks(in.scalar(value), into, in.problems());
    } else {
        in.wrong_kind(value, what, "a condition or a list of conditions");
    }
}

std::optional<located<search_kind>> read_search(reader& in, members& from) {
    const auto word = from.take_phrase("search");
    if (!word) return {};
    std::vector<std::string> words;
    for (auto kind : {search_kind::contains, search_kind::keys, search_kind::words, search_kind::similar,
                      search_kind::prefix, search_kind::overlaps}) {
        if (to_string(kind) == **word) return located<search_kind>{kind, word->where};
        words.emplace_back(to_string(kind));
    }
    const auto near = closest(**word, words);
    in.error(code::search_word_unknown, word->where, fmt::format("unknown way of searching \"{}\"", **word),
             near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("known: {}", join(words, ", ")));
    return {};
}

/// False when the attribute has no usable type.
bool read_long_form(reader& in, const node& value, attribute& into) {
    members from(in, value, fmt::format("attribute \"{}\"", *into.name));
    bool typed = false;
    if (const node* type = from.take("type")) {
        if (type->is(node_kind::scalar)) {
            typed = parse_attribute(in.scalar(*type), into, in.problems());
        } else {
            in.wrong_kind(*type, fmt::format("the type of {}", from.what()), "shorthand",
                          "write one of [a, b] in quotes or in block style");
        }
    } else if (!from.has("type")) {
        in.error(code::key_missing, into.name.where, fmt::format("{} has no type", from.what()),
                 "add type: followed by a type");
    }
    merge_flag(in, from, "optional", into.optional);
    merge_flag(in, from, "unique", into.unique);
    merge_flag(in, from, "indexed", into.indexed);
    merge_flag(in, from, "key", into.key);
    merge_flag(in, from, "immutable", into.immutable);
    merge_flag(in, from, "findable", into.findable);
    merge_flag(in, from, "reusable", into.reusable);
    if (const node* check = from.take("check"))
        read_check(in, *check, fmt::format("\"check\" of {}", from.what()), into);
    if (const node* written = from.take_or_null("default")) {
        if (into.default_) {
            in.error(code::long_form_repeats, written->where,
                     fmt::format("\"default\" of {} is already said by its type", from.what()), "say it once");
        } else if (written->is(node_kind::scalar)) {
            parse_default(in.scalar(*written), into, in.problems());
        } else if (written->is(node_kind::null)) {
            into.default_ =
                default_value{default_kind::literal, {literal_kind::null, {}, written->where}, {}, written->where};
        } else {
            in.wrong_kind(*written, fmt::format("\"default\" of {}", from.what()),
                          "a literal, a word or an expression in parentheses",
                          "write JSON and arrays in quotes: \"'{}'\"");
        }
    }
    into.description = from.take_phrase("description");
    into.was = from.take_name("was");
    into.owner = from.take_phrase("owner");
    into.sensitive = from.take_name("sensitive");
    if (const node* names = from.take("depends_on"))
        into.depends_on = in.read_names(*names, fmt::format("\"depends_on\" of {}", from.what()));
    into.search = read_search(in, from);
    if (const node* example = from.take("example")) into.example = in.read_option(*example);
    if (const node* schema = from.take("schema")) into.json_schema = in.read_option(*schema);
    if (const node* old = from.take("deprecated"))
        into.deprecated = in.read_deprecation(*old, fmt::format("\"deprecated\" of {}", from.what()));
    from.finish({{"nullable", "write optional: true, or a ? after the type"},
                 {"required", "attributes are required unless they are optional"},
                 {"null", "write optional: true, or a ? after the type"},
                 {"index", "did you mean \"indexed\"?"},
                 {"primary_key", "did you mean \"key\"?"},
                 {"values", "write the values in the type: one of [a, b]"},
                 {"references", "relations are declared under belongs_to"},
                 {"max_length", "write the length in the type: text(n)"},
                 {"min", "write check: \">= …\""},
                 {"max", "write check: \"<= …\""}});
    return typed;
}

}  // namespace

void read_attribute(reader& in, const node& key, const node& value, entity& into) {
    attribute made;
    made.name = in.name_of(key);
    if (!in.check_or_mend_name(made.name, "the attribute")) return;
    bool typed = false;
    if (value.is(node_kind::broken)) {
        // Said where it was read.
    } else if (value.is(node_kind::scalar)) {
        typed = parse_attribute(in.scalar(value), made, in.problems());
    } else if (value.is(node_kind::map)) {
        typed = read_long_form(in, value, made);
    } else {
        in.wrong_kind(value, fmt::format("attribute \"{}\"", *made.name), "shorthand or a mapping",
                      "begin with a type, for example text or integer >= 0");
    }
    // An attribute without a usable type keeps its name, so that nothing that names it is called unknown.
    if (!typed) {
        made.type.kind = type_kind::sql;
        made.type.name.clear();
        made.checks.clear();
        made.default_.reset();
    }
    into.attributes.push_back(std::move(made));
}

void read_computed(reader& in, const node& key, const node& value, entity& into) {
    computed made;
    made.name = in.name_of(key);
    if (!in.check_or_mend_name(made.name, "the computed column") || value.is(node_kind::broken)) return;
    const auto what = fmt::format("computed column \"{}\"", *made.name);
    if (value.is(node_kind::map)) {
        members from(in, value, what);
        for (const auto* wanted : {"type", "expression"})
            if (!from.has(wanted))
                in.error(code::key_missing, made.name.where, fmt::format("{} has no {}", what, wanted),
                         fmt::format("add {}:", wanted));
        if (const node* type = from.take("type")) {
            if (!type->is(node_kind::scalar)) {
                in.wrong_kind(*type, fmt::format("the type of {}", what), "shorthand");
            } else if (auto found =
                           parse_type(in.scalar(*type), made.optional, what, code::computed_malformed, in.problems())) {
                made.type = std::move(*found);
            }
        }
        if (auto expression = from.take_expression("expression")) made.expression = std::move(*expression);
        if (!made.optional.where) made.optional = from.take_flag("optional");
        made.virtual_ = from.take_flag("virtual");
        made.indexed = from.take_flag("indexed");
        made.description = from.take_phrase("description");
        made.was = from.take_name("was");
        made.owner = from.take_phrase("owner");
        made.sensitive = from.take_name("sensitive");
        from.finish();
    } else if (value.is(node_kind::scalar)) {
        const auto whole = in.scalar(value);
        const auto equals = whole.text().find(" = ");
        if (equals == std::string_view::npos) {
            in.error(code::computed_malformed, whole.at(0), fmt::format("{} is not written as type = expression", what),
                     "write the type, a blank, = and a blank, then the expression: text = first_name || last_name");
        } else {
            if (auto type =
                    parse_type(whole.part(0, equals), made.optional, what, code::computed_malformed, in.problems()))
                made.type = std::move(*type);
            const auto from = std::min(whole.text().find_first_not_of(" \t\n", equals + 3), whole.text().size());
            const auto expression = whole.part(from);
            check_expression(expression, "expression", in.problems());
            made.expression = {std::string(trim(expression.text())), expression.at(0)};
            if (made.expression->empty())
                in.error(code::computed_malformed, whole.at(equals + 1), fmt::format("{} has no expression", what),
                         "write it after the =");
        }
    } else {
        in.wrong_kind(value, what, "type = expression, or a mapping");
    }
    into.computed.push_back(std::move(made));
}

}  // namespace tenon::requirements
