// SPDX-License-Identifier: Apache-2.0
#include "design/convention_set.hpp"

#include "base/text.hpp"

namespace tenon::design {

namespace {

using requirements::convention_kind;
using requirements::preset;

convention_set of_preset(preset which) {
    convention_set out;
    out.preset = which;
    out.prefixes = {{"primary_key", "pk_"}, {"foreign_key", "fk_"}, {"index", "idx_"},
                    {"check", "chk_"},      {"unique", "uq_"},      {"exclude", "ex_"}};
    out.booleans = {"is_", "has_", "can_"};
    switch (which) {
        case preset::uuid:
            out.key = key_style::uuid;
            break;
        case preset::identity:
            out.key = key_style::identity;
            break;
        case preset::serial:
            out.key = key_style::serial;
            out.enums = enum_style::check;
            break;
    }
    return out;
}

/// "decimal(10,2)" as written → "numeric(10,2)".
std::string numeric_of(const std::string& text) {
    const auto open = text.find('(');
    return open == std::string::npos ? "numeric" : "numeric" + replace_all(text.substr(open), " ", "");
}

void apply(convention_set& set, const requirements::convention_override& rule) {
    const auto& value = rule.use;
    const std::string& word = value.scalar;
    switch (*rule.rule) {
        case convention_kind::key:
            set.key = word == "identity" ? key_style::identity : word == "serial" ? key_style::serial : key_style::uuid;
            break;
        case convention_kind::key_name:
            set.key_name = word;
            break;
        case convention_kind::schema:
            set.schema = word;
            break;
        case convention_kind::tables:
            set.plural_tables = word != "singular";
            break;
        case convention_kind::plurals:
            for (const auto& [one, many] : value.map) set.plurals[to_lower(*one)] = to_lower(many.scalar);
            break;
        case convention_kind::names:
            for (const auto& [kind, prefix] : value.map)
                if (set.prefixes.count(*kind) > 0) set.prefixes[*kind] = prefix.scalar;
            break;
        case convention_kind::booleans:
            set.booleans.clear();
            for (const auto& prefix : value.texts())
                if (!prefix->empty()) set.booleans.push_back(*prefix);
            break;
        case convention_kind::timestamps:
            set.timestamps = word == "none"      ? timestamp_style::none
                             : word == "created" ? timestamp_style::created
                                                 : timestamp_style::both;
            break;
        case convention_kind::money:
            set.money = numeric_of(word);
            break;
        case convention_kind::ratio:
            set.ratio = numeric_of(word);
            break;
        case convention_kind::enums:
            set.enums = word == "check" ? enum_style::check : word == "table" ? enum_style::table : enum_style::type;
            break;
        case convention_kind::on_delete:
            for (const auto action :
                 {requirements::referential_action::no_action, requirements::referential_action::restrict_,
                  requirements::referential_action::cascade, requirements::referential_action::set_null})
                if (requirements::to_string(action) == word) set.on_delete = action;
            break;
    }
}

}  // namespace

std::string describe_convention(const convention_set& set, convention_kind kind) {
    const auto list = [](const auto& pairs, std::string_view between) {
        std::vector<std::string> parts;
        parts.reserve(pairs.size());
        for (const auto& [a, b] : pairs) parts.push_back(fmt::format("{}{}{}", a, between, b));
        return join(parts, ", ");
    };
    switch (kind) {
        case convention_kind::key:
            return set.key == key_style::uuid ? "uuid" : set.key == key_style::identity ? "identity" : "serial";
        case convention_kind::key_name:
            return set.key_name;
        case convention_kind::schema:
            return set.schema;
        case convention_kind::tables:
            return set.plural_tables ? "plural" : "singular";
        case convention_kind::plurals:
            return list(set.plurals, " → ");
        case convention_kind::names:
            return list(set.prefixes, ": ");
        case convention_kind::booleans:
            return join(set.booleans, ", ");
        case convention_kind::timestamps:
            return set.timestamps == timestamp_style::both      ? "both"
                   : set.timestamps == timestamp_style::created ? "created"
                                                                : "none";
        case convention_kind::money:
            return set.money;
        case convention_kind::ratio:
            return set.ratio;
        case convention_kind::enums:
            return set.enums == enum_style::type ? "type" : set.enums == enum_style::check ? "check" : "table";
        case convention_kind::on_delete:
            return set.on_delete ? std::string(requirements::to_string(*set.on_delete)) : "restrict";
    }
    return {};
}

convention_set resolve_conventions(const requirements::document& document, std::vector<convention_note>& notes,
                                   diagnostics&) {
    const auto& written = document.conventions;
    const preset which = written.preset ? **written.preset : preset::uuid;
    convention_set set = override_conventions(of_preset(which), written);
    for (const auto& entry : requirements::convention_table()) {
        convention_note note;
        note.rule = entry.name;
        note.value = describe_convention(set, entry.kind);
        if (const auto* own = written.find(entry.kind)) {
            note.why = *own->reason;
            note.from = document.at(own->rule.where);
        } else {
            note.why = fmt::format("preset {}", requirements::to_string(which));
            if (written.preset) note.from = document.at(written.preset->where);
        }
        notes.push_back(std::move(note));
    }
    return set;
}

convention_set override_conventions(const convention_set& base, const requirements::conventions& own) {
    convention_set set = base;
    for (const auto& rule : own.overrides) {
        apply(set, rule);
        set.reasons[*rule.rule] = *rule.reason;
    }
    return set;
}

}  // namespace tenon::design
