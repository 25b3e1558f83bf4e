// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/columns.hpp"

#include "catalog/identity.hpp"

#include <algorithm>

namespace tenon::generate {
namespace {

std::string key_words(const page& to, const table_entry& entry, const catalog::column& column) {
    std::string words;
    const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
    if (std::find(entry.primary_key.begin(), entry.primary_key.end(), column.name) != entry.primary_key.end())
        add("key");
    std::vector<std::size_t> parents;
    for (const auto number : entry.outgoing)
        if (const auto& each = to.model.relationships[number];
            std::find(each.key->columns.begin(), each.key->columns.end(), column.name) != each.key->columns.end() &&
            std::find(parents.begin(), parents.end(), each.parent) == parents.end())
            parents.push_back(each.parent);
    for (const auto parent : parents) add("→ " + to.table_link(parent));
    for (const auto* each : entry.constraints)
        if (each->kind == catalog::constraint_kind::unique && each->columns == std::vector<std::string>{column.name}) {
            add("unique");
            break;
        }
    return words;
}

std::string default_words(const catalog::column& column) {
    if (column.identity != catalog::identity_kind::none)
        return column.identity == catalog::identity_kind::always ? "identity, always" : "identity";
    if (column.generated == catalog::generation::stored) return "generated: " + code(column.default_);
    if (column.generated == catalog::generation::virtual_) return "generated when read: " + code(column.default_);
    return code(column.default_);
}

std::string meaning(const catalog::column& column, const design::column_note* note) {
    std::vector<std::string> parts;
    const auto& said = note && !note->description.empty() ? note->description : column.comment;
    if (!said.empty()) parts.push_back(prose(said));
    if (note) {
        const auto say = [&](std::string_view label, const std::string& text) {
            if (!text.empty()) parts.push_back(fmt::format("{}{}", label, text));
        };
        if (note->deprecated) {
            std::string text = "**deprecated**";
            if (!note->deprecated->since.empty()) text += " since " + prose(note->deprecated->since);
            if (!note->deprecated->remove_after.empty())
                text += ", to be removed after " + prose(note->deprecated->remove_after);
            if (!note->deprecated->use.empty()) text += ", use " + code(note->deprecated->use);
            parts.push_back(text);
        }
        if (!note->values.empty()) say("one of ", codes(note->values));
        if (!note->checks.empty()) say("must be ", codes(note->checks));
        say("computed: ", code(note->expression));
        if (!note->depends_on.empty()) say("depends on ", codes(note->depends_on));
        if (note->source == design::column_source::behaviour) say("made by behaviour ", code(note->made_by));
        if (note->source == design::column_source::field) say("", prose(note->made_by));
        if (!note->sensitive.empty()) parts.push_back("**sensitive: " + prose(note->sensitive) + "**");
        say("stored as ", prose(note->protection));
        if (note->immutable) parts.emplace_back("never changes");
        say("for example ", code(note->example.text));
        say("owner: ", prose(note->owner));
        if (note->json_schema) say("JSON Schema: ", code(note->json_schema.text));
    }
    std::string out;
    for (const auto& each : parts) {
        if (!out.empty()) out += out.ends_with('.') ? "<br>" : "; ";
        out += each;
    }
    return out;
}

}  // namespace

std::string columns_of(const page& to, const table_entry& entry) {
    markdown_table rows({"Column", "Type", "Null", "Default", "Key", "Meaning"});
    for (const auto& column : entry.table->columns) {
        const auto* note = to.model.look.column(catalog::column_id(entry.table->name, column.name));
        auto type = code(column.type);
        if (!column.collation.empty()) type += " collate " + code(column.collation);
        if (note && !note->type.empty() && note->type != column.type && note->values.empty())
            type += " (" + code(note->type) + ")";
        rows.add({code(column.name), type, column.not_null ? "no" : "yes", default_words(column),
                  key_words(to, entry, column), meaning(column, note)});
    }
    return rows.text();
}

}  // namespace tenon::generate
