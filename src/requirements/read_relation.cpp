// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"

namespace tenon::requirements {

namespace {

/// `Entity` or `Entity?`. False, and reported, when it is something else.
bool read_target(reader& in, const node& value, std::string_view what, bool may_be_optional, phrase& to,
                 flag& optional) {
    const auto whole = in.scalar(value);
    auto name = trim(whole.text());
    const auto start = std::min(whole.text().find_first_not_of(" \t\n"), whole.text().size());
    if (name.ends_with('?')) {
        name = trim(name.substr(0, name.size() - 1));
        optional = {true, whole.at(start + name.size())};
    }
    const bool word = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (!word || (optional.value && !may_be_optional)) {
        std::string hint =
            may_be_optional ? "write Entity, Entity? or a mapping with to:" : "write Entity or a mapping with to:";
        if (name.ends_with("[]")) hint = "many of them: write belongs_to on the other entity, or many_to_many here";
        if (name.find(' ') != std::string_view::npos)
            hint = "further words need a mapping: {to: Entity, on_delete: cascade}";
        in.error(code::relation_malformed, whole.at(start),
                 fmt::format("{} is \"{}\", not the name of an entity", what, trim(whole.text())), hint);
        return false;
    }
    to = {std::string(name), whole.at(start)};
    return true;
}

std::optional<located<referential_action>> take_action(reader& in, members& from, std::string_view key) {
    const auto word = from.take_phrase(key);
    if (!word) return {};
    std::vector<std::string> words;
    const auto written = replace_all(to_lower(**word), "_", " ");
    for (auto action : {referential_action::no_action, referential_action::restrict_, referential_action::cascade,
                        referential_action::set_null, referential_action::set_default}) {
        if (to_string(action) == written) return located<referential_action>{action, word->where};
        words.emplace_back(to_string(action));
    }
    const auto near = closest(written, words);
    in.error(code::unknown_action, word->where, fmt::format("unknown action \"{}\" for {}", **word, key),
             near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("known: {}", join(words, ", ")));
    return {};
}

std::optional<phrase> take_target(reader& in, members& from, const phrase& role, bool may_be_optional, flag& optional) {
    const node* to = from.take("to");
    if (!to) {
        if (!from.has("to"))
            in.error(code::key_missing, role.where, fmt::format("{} does not say what it leads to", from.what()),
                     "add to: followed by an entity");
        return {};
    }
    if (!to->is(node_kind::scalar)) {
        in.wrong_kind(*to, fmt::format("\"to\" of {}", from.what()), "the name of an entity");
        return {};
    }
    phrase target;
    if (!read_target(in, *to, fmt::format("\"to\" of {}", from.what()), may_be_optional, target, optional)) return {};
    return target;
}

const std::map<std::string_view, std::string_view> relation_hints = {
    {"ondelete", "did you mean \"on_delete\"?"},
    {"nullable", "write optional: true, or a ? after the entity"},
    {"required", "a relation is required unless it is optional"},
    {"entity", "did you mean \"to\"?"},
    {"back_populates", "did you mean \"inverse\"?"},
    {"foreign_key", "the column is named after the role: role_id"},
    {"column", "the column is named after the role: role_id"},
};

void read_belongs_to(reader& in, const node& key, const node& value, entity& into) {
    belongs_to made;
    made.role = in.name_of(key);
    if (!in.check_name(made.role, "the role")) return;
    const auto what = fmt::format("belongs_to \"{}\"", *made.role);
    if (value.is(node_kind::broken)) {
        // Said where it was read; the name stays, so that nothing that names it is called unknown.
    } else if (value.is(node_kind::scalar)) {
        read_target(in, value, what, true, made.to, made.optional);
    } else if (value.is(node_kind::map)) {
        members from(in, value, what);
        if (auto to = take_target(in, from, made.role, true, made.optional)) made.to = std::move(*to);
        const auto optional = from.take_flag("optional");
        if (optional.where && made.optional.where)
            in.error(code::long_form_repeats, optional.where,
                     fmt::format("\"optional\" of {} is already said by its ?", what), "say it once");
        if (!made.optional.where) made.optional = optional;
        made.on_delete = take_action(in, from, "on_delete");
        made.on_update = take_action(in, from, "on_update");
        made.inverse = from.take_name("inverse");
        made.unique = from.take_flag("unique");
        made.immutable = from.take_flag("immutable");
        made.key = from.take_flag("key");
        made.deferred = from.take_flag("deferred");
        made.description = from.take_phrase("description");
        made.was = from.take_name("was");
        made.owner = from.take_phrase("owner");
        made.sensitive = from.take_name("sensitive");
        if (const node* old = from.take("deprecated"))
            made.deprecated = in.read_deprecation(*old, fmt::format("\"deprecated\" of {}", what));
        from.finish(relation_hints);
    } else {
        in.wrong_kind(value, what, "Entity, Entity? or a mapping");
    }
    into.belongs_to.push_back(std::move(made));
}

void read_has_one(reader& in, const node& key, const node& value, entity& into) {
    has_one made;
    made.role = in.name_of(key);
    if (!in.check_name(made.role, "the role") || value.is(node_kind::broken)) return;
    const auto what = fmt::format("has_one \"{}\"", *made.role);
    if (value.is(node_kind::scalar)) {
        read_target(in, value, what, true, made.to, made.optional);
    } else if (value.is(node_kind::map)) {
        members from(in, value, what);
        if (auto to = take_target(in, from, made.role, true, made.optional)) made.to = std::move(*to);
        if (!made.optional.where) made.optional = from.take_flag("optional");
        made.on_delete = take_action(in, from, "on_delete");
        made.inverse = from.take_name("inverse");
        made.description = from.take_phrase("description");
        made.was = from.take_name("was");
        from.finish(relation_hints);
    } else {
        in.wrong_kind(value, what, "Entity or a mapping");
    }
    into.has_one.push_back(std::move(made));
}

void read_many_to_many(reader& in, const node& key, const node& value, entity& into) {
    many_to_many made;
    made.role = in.name_of(key);
    if (!in.check_name(made.role, "the role") || value.is(node_kind::broken)) return;
    const auto what = fmt::format("many_to_many \"{}\"", *made.role);
    flag optional;
    if (value.is(node_kind::scalar)) {
        read_target(in, value, what, false, made.to, optional);
    } else if (value.is(node_kind::map)) {
        members from(in, value, what);
        if (auto to = take_target(in, from, made.role, false, optional)) made.to = std::move(*to);
        made.through = from.take_name("through");
        made.on_delete = take_action(in, from, "on_delete");
        made.inverse = from.take_name("inverse");
        made.description = from.take_phrase("description");
        made.was = from.take_name("was");
        from.finish(relation_hints);
    } else {
        in.wrong_kind(value, what, "Entity or a mapping");
    }
    into.many_to_many.push_back(std::move(made));
}

void read_exactly_one_of(reader& in, const node& value, const std::string& what, entity& into) {
    const bool groups = value.is(node_kind::list) && !value.items.empty() && value.items[0]->is(node_kind::list);
    if (!groups) {
        if (auto names = in.read_names(value, what); !names.empty()) into.exactly_one_of.push_back(std::move(names));
        return;
    }
    for (const node* group : value.items)
        if (auto names = in.read_names(*group, what); !names.empty()) into.exactly_one_of.push_back(std::move(names));
}

}  // namespace

void read_relations(reader& in, members& from, entity& into) {
    const auto each = [&](std::string_view key, auto read) {
        const node* value = from.take(key);
        for_each_member(in, value, fmt::format("\"{}\" of {}", key, from.what()),
                        [&](const node& role, const node& relation) { read(in, role, relation, into); });
    };
    each("belongs_to", read_belongs_to);
    each("has_one", read_has_one);
    each("many_to_many", read_many_to_many);
    if (const node* value = from.take("exactly_one_of"))
        read_exactly_one_of(in, *value, fmt::format("\"exactly_one_of\" of {}", from.what()), into);
}

}  // namespace tenon::requirements
