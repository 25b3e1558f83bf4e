// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"
#include "requirements/shorthand.hpp"

namespace tenon::requirements {

namespace {

std::optional<located<preset>> read_preset(reader& in, const node& value) {
    const auto word = in.read_phrase(value, "the preset of conventions");
    if (!word) return {};
    for (auto candidate : {preset::uuid, preset::identity, preset::serial})
        if (to_string(candidate) == **word) return located<preset>{candidate, word->where};
    const std::vector<std::string> known = {"uuid", "identity", "serial"};
    const auto near = closest(**word, known);
    in.error(code::unknown_preset, word->where, fmt::format("unknown preset \"{}\"", **word),
             near ? fmt::format("did you mean \"{}\"?", *near) : "known: uuid, identity, serial");
    return {};
}

/// What the table says in a sentence, as a hint: without its capital and its stop.
std::string as_hint(std::string sentence) {
    if (sentence[0] >= 'A' && sentence[0] <= 'Z') sentence[0] = static_cast<char>(sentence[0] + 32);
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

bool is_name(const option_value& value) {
    if (value.kind != option_kind::scalar || value.scalar.empty() || (value.scalar[0] >= '0' && value.scalar[0] <= '9'))
        return false;
    return std::all_of(value.scalar.begin(), value.scalar.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// What is wrong with the value, as the end of "must be …"; empty when it is fine.
std::string wanted_instead(const convention_entry& entry, const option_value& value) {
    if (!entry.words.empty()) {
        const bool good = value.kind == option_kind::scalar &&
                          std::find(entry.words.begin(), entry.words.end(), value.scalar) != entry.words.end();
        return good ? "" : fmt::format("one of {}", join(entry.words, ", "));
    }
    const auto all_names = [](const option_value& map) {
        return map.kind == option_kind::map &&
               std::all_of(map.map.begin(), map.map.end(), [](const option& o) { return is_name(o.value); });
    };
    switch (entry.kind) {
        case convention_kind::key_name:
        case convention_kind::schema:
            return is_name(value) ? "" : "a name";
        case convention_kind::plurals:
            return all_names(value) ? "" : "a mapping of words to their plurals";
        case convention_kind::names: {
            static const std::vector<std::string> kinds = {"primary_key", "foreign_key", "index",
                                                           "check",       "unique",      "exclude"};
            const bool good = all_names(value) && std::all_of(value.map.begin(), value.map.end(), [](const option& o) {
                                  return std::find(kinds.begin(), kinds.end(), *o.name) != kinds.end();
                              });
            return good ? "" : fmt::format("a mapping of {} to prefixes", join(kinds, ", "));
        }
        case convention_kind::booleans: {
            const bool good =
                value.kind == option_kind::list && std::all_of(value.list.begin(), value.list.end(), is_name);
            return good ? "" : "a list of prefixes";
        }
        case convention_kind::money:
        case convention_kind::ratio: {
            if (value.kind != option_kind::scalar) return "decimal(p,s)";
            node scalar;
            scalar.kind = node_kind::scalar;
            scalar.value = value.scalar;
            const source text(scalar.value, {});
            diagnostics problems;
            flag optional;
            const auto type = parse_type(scalar_text(text, scalar), optional, "", code::convention_value, problems);
            return problems.empty() && type && type->kind == type_kind::decimal && type->precision && !optional.value
                       ? ""
                       : "decimal(p,s)";
        }
        default:
            return {};
    }
}

void read_override(reader& in, const node& key, const node& value, bool of_entity, conventions& into) {
    const auto name = in.name_of(key);
    const auto entries = convention_table();
    const auto entry =
        std::find_if(entries.begin(), entries.end(), [&](const convention_entry& e) { return e.name == *name; });
    if (entry == entries.end()) {
        std::vector<std::string> known = {"preset"};
        for (const auto& e : entries) known.push_back(e.name);
        const auto near = closest(*name, known);
        in.error(code::unknown_convention, name.where, fmt::format("unknown convention \"{}\"", *name),
                 near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("known: {}", join(known, ", ")));
        return;
    }
    if (of_entity && !entry->per_entity) {
        in.error(code::convention_scope, name.where,
                 fmt::format("the convention \"{}\" cannot differ from entity to entity", *name),
                 "move it to the conventions of the document");
        return;
    }
    if (value.is(node_kind::broken)) return;
    convention_override made;
    made.rule = {entry->kind, name.where};
    if (!value.is(node_kind::map) || !(members(in, value, "").has("use") || members(in, value, "").has("reason"))) {
        in.error(code::convention_reason, value.where,
                 fmt::format("the convention \"{}\" is overridden without a reason", *name),
                 value.is(node_kind::scalar) ? fmt::format("write {}: {{use: {}, reason: why}}", *name, value.value)
                                             : fmt::format("write {}: {{use: …, reason: why}}", *name));
        return;
    }
    members from(in, value, fmt::format("the convention \"{}\"", *name));
    const node* use = from.take("use");
    if (!use && !from.has("use"))
        in.error(code::key_missing, name.where, fmt::format("{} has no value", from.what()),
                 "add use: followed by the value");
    if (auto reason = from.take_phrase("reason")) {
        made.reason = std::move(*reason);
    } else if (!from.has("reason")) {
        in.error(code::convention_reason, name.where,
                 fmt::format("the convention \"{}\" is overridden without a reason", *name), "add reason: and say why");
    }
    from.finish();
    if (!use) return;
    made.use = in.read_option(*use);
    if (const auto wanted = wanted_instead(*entry, made.use); !wanted.empty()) {
        in.error(code::convention_value, made.use.where, fmt::format("the convention \"{}\" must be {}", *name, wanted),
                 as_hint(entry->about));
        return;
    }
    into.overrides.push_back(std::move(made));
}

}  // namespace

conventions read_conventions(reader& in, const node& value, bool of_entity) {
    conventions made;
    if (value.is(node_kind::scalar)) {
        made.preset = read_preset(in, value);
    } else if (value.is(node_kind::map)) {
        for (std::size_t i = 0; i + 1 < value.items.size(); i += 2) {
            if (value.items[i]->value == "preset") {
                if (!value.items[i + 1]->is(node_kind::broken)) made.preset = read_preset(in, *value.items[i + 1]);
            } else {
                read_override(in, *value.items[i], *value.items[i + 1], of_entity, made);
            }
        }
    } else {
        in.wrong_kind(value, "\"conventions\"", "uuid, identity, serial or a mapping");
    }
    return made;
}

}  // namespace tenon::requirements
