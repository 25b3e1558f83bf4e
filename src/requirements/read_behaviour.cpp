// SPDX-License-Identifier: Apache-2.0
#include "base/codes/requirements.hpp"
#include "base/text.hpp"
#include "requirements/reader.hpp"
#include "requirements/time_span.hpp"

namespace tenon::requirements {

namespace {

std::string_view describe(option_form form) {
    switch (form) {
        case option_form::name:
            return "a name";
        case option_form::column:
            return "an attribute or role";
        case option_form::columns:
            return "a list of attributes or roles";
        case option_form::roles:
            return "a list of roles";
        case option_form::interval:
            return "a span of time, such as 7 years";
        case option_form::number:
            return "an integer above 0";
        case option_form::boolean:
            return "true or false";
        case option_form::word:
            return "one of its words";
        case option_form::text:
            return "text";
    }
    return "text";
}

/// What the tables say in a sentence, as a hint: without its capital and its stop.
std::string as_hint(std::string sentence) {
    if (sentence.size() > 1 && sentence[0] >= 'A' && sentence[0] <= 'Z')
        sentence[0] = static_cast<char>(sentence[0] + 32);
    if (sentence.ends_with('.')) sentence.pop_back();
    return sentence;
}

bool is_word(std::string_view value) {
    return !value.empty() && !(value[0] >= '0' && value[0] <= '9') &&
           std::all_of(value.begin(), value.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
}

bool has_form(const option_value& value, const option_entry& entry) {
    const bool scalar = value.kind == option_kind::scalar;
    switch (entry.form) {
        case option_form::name:
        case option_form::column:
            return scalar && is_word(value.scalar);
        case option_form::columns:
        case option_form::roles: {
            const auto names = value.texts();
            return !names.empty() && (scalar || names.size() == value.list.size()) &&
                   std::all_of(names.begin(), names.end(), [](const phrase& name) { return is_word(*name); });
        }
        case option_form::interval:
            return scalar && parse_time_span(value.scalar).has_value();
        case option_form::number:
            return scalar && value.scalar.find('.') == std::string::npos && to_integer(value.scalar).value_or(0) > 0;
        case option_form::boolean:
            return value.is_true() || value.is_false();
        case option_form::word:
            return scalar && std::find(entry.words.begin(), entry.words.end(), value.scalar) != entry.words.end();
        case option_form::text:
            return scalar;
    }
    return false;
}

/// Options beside the named ones: the states of a workflow, the attributes of searchable.
bool has_open_form(const option_value& value, behaviour_kind kind) {
    if (kind == behaviour_kind::searchable) return value.kind == option_kind::scalar;
    if (value.kind == option_kind::scalar) return is_word(value.scalar);
    return value.kind == option_kind::list &&
           std::all_of(value.list.begin(), value.list.end(),
                       [](const option_value& state) { return state.kind == option_kind::scalar; });
}

void check_option(reader& in, const behaviour_entry& entry, const option& written) {
    const auto found = std::find_if(entry.options.begin(), entry.options.end(),
                                    [&](const option_entry& o) { return o.name == *written.name; });
    if (found != entry.options.end()) {
        if (has_form(written.value, *found)) return;
        std::string wanted(describe(found->form));
        if (found->form == option_form::word) wanted = fmt::format("one of {}", join(found->words, ", "));
        in.error(code::option_malformed, written.value.where ? written.value.where : written.name.where,
                 fmt::format("\"{}\" of {} must be {}", *written.name, entry.name, wanted), as_hint(found->about));
        return;
    }
    if (entry.open) {
        if (has_open_form(written.value, entry.kind)) return;
        in.error(code::option_malformed, written.value.where ? written.value.where : written.name.where,
                 entry.kind == behaviour_kind::searchable
                     ? fmt::format("the weight of \"{}\" must be A, B, C or D", *written.name)
                     : fmt::format("the states after \"{}\" must be a list of states", *written.name),
                 entry.kind == behaviour_kind::searchable ? "A counts most: {title: A, content: B}"
                                                          : "write [] when it is an end");
        return;
    }
    std::vector<std::string> known;
    known.reserve(entry.options.size());
    for (const auto& option : entry.options) known.push_back(option.name);
    const auto near = closest(*written.name, known);
    in.error(code::unknown_behaviour_option, written.name.where,
             fmt::format("{} has no option \"{}\"", entry.name, *written.name),
             near            ? fmt::format("did you mean \"{}\"?", *near)
             : known.empty() ? "it has no options"
                             : fmt::format("known options: {}", join(known, ", ")));
}

void read_behaviour(reader& in, const phrase& name, const node* options, entity& into) {
    const auto kind = find_behaviour(*name);
    if (!kind) {
        std::vector<std::string> known;
        for (const auto& entry : behaviour_table()) known.push_back(entry.name);
        const auto near = closest(*name, known);
        in.error(code::unknown_behaviour, name.where, fmt::format("unknown behaviour \"{}\"", *name),
                 near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("known: {}", join(known, ", ")));
        return;
    }
    if (into.find(*kind)) {
        in.error(code::behaviour_twice, name.where, fmt::format("the behaviour \"{}\" is already there", *name),
                 "delete one of them");
        return;
    }
    const auto& entry = find_behaviour(*kind);
    behaviour made{*kind, {}, name.where};
    if (options && options->is(node_kind::map)) {
        made.options = in.read_option(*options).map;
        for (const auto& written : made.options) check_option(in, entry, written);
    } else if (options && !options->is(node_kind::null)) {
        in.wrong_kind(*options, fmt::format("behaviour \"{}\"", *name), "a mapping of options",
                      "write {} when it needs none");
    }
    for (const auto& option : entry.options) {
        if (!option.required || made.find(option.name) || (options && options->is(node_kind::broken))) continue;
        in.error(code::option_missing, name.where, fmt::format("{} needs the option \"{}\"", entry.name, option.name),
                 as_hint(option.about));
    }
    into.behaviours.push_back(std::move(made));
}

}  // namespace

void read_behaviours(reader& in, const node& value, entity& into) {
    if (value.is(node_kind::map)) {
        for (std::size_t i = 0; i + 1 < value.items.size(); i += 2)
            read_behaviour(in, in.name_of(*value.items[i]), value.items[i + 1], into);
        return;
    }
    if (!value.is(node_kind::list)) {
        in.wrong_kind(value, fmt::format("\"behaviours\" of entity \"{}\"", *into.name),
                      "a list of names, or a mapping with options");
        return;
    }
    for (const node* item : value.items) {
        if (item->is(node_kind::scalar)) {
            read_behaviour(in, in.scalar(*item).whole(), nullptr, into);
        } else if (item->is(node_kind::map)) {
            for (std::size_t i = 0; i + 1 < item->items.size(); i += 2)
                read_behaviour(in, in.name_of(*item->items[i]), item->items[i + 1], into);
        } else {
            in.wrong_kind(*item, "an item of \"behaviours\"", "the name of a behaviour");
        }
    }
}

}  // namespace tenon::requirements
