// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/table_section.hpp"

#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "generate/docs/columns.hpp"
#include "generate/docs/index_rows.hpp"

#include <algorithm>

namespace tenon::generate {
namespace {

using catalog::constraint_kind;
using design::cardinality;

std::string sentence(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& each : parts)
        if (!each.empty()) out += (out.empty() ? "" : " · ") + each;
    return out.empty() ? "" : out + "\n\n";
}

std::string facts(const page& to, const table_entry& entry) {
    const auto& table = *entry.table;
    std::vector<std::string> parts;
    if (entry.note) {
        if (entry.note->role != design::table_role::entity) {
            static constexpr std::array<std::string_view, 7> roles = {
                "entity", "junction table", "history table", "audit log", "outbox", "partition", "lookup table"};
            std::string role(roles[static_cast<std::size_t>(entry.note->role)]);
            if (entry.note->of) role += " of " + to.object(*entry.note->of);
            parts.push_back(role);
        }
        if (!entry.note->owner.empty()) parts.push_back("owner: " + prose(entry.note->owner));
    }
    if (!table.owner.empty()) parts.push_back("database owner: " + code(table.owner));
    if (!table.partition_key.empty())
        parts.push_back(fmt::format("partitioned by {} into {} partition{}", code(table.partition_key),
                                    entry.partitions.size(), entry.partitions.size() == 1 ? "" : "s"));
    if (table.kind == catalog::table_kind::foreign) parts.push_back("foreign table on server " + code(table.server));
    if (table.unlogged) parts.emplace_back("unlogged: emptied after a crash");
    for (const auto& parent : table.inherits)
        parts.push_back("inherits from " + code(parent.schema + "." + parent.name));
    if (table.row_security)
        parts.emplace_back(table.force_row_security ? "row security, also for the owner" : "row security");
    return sentence(parts);
}

std::string deprecation(const std::optional<design::deprecation_note>& note) {
    if (!note) return "";
    std::string text = "> **Deprecated**";
    if (!note->since.empty()) text += " since " + prose(note->since);
    if (!note->remove_after.empty()) text += ", to be removed after " + prose(note->remove_after);
    text += ".";
    if (!note->reason.empty()) text += " " + prose(note->reason);
    if (!note->use.empty()) text += " Use " + code(note->use) + " instead.";
    return text + "\n\n";
}

std::string cardinality_words(cardinality from, cardinality to) {
    static constexpr std::array<std::string_view, 3> words = {"exactly one", "zero or one", "zero or more"};
    return fmt::format("{} to {}", words[static_cast<std::size_t>(from)], words[static_cast<std::size_t>(to)]);
}

std::string relationships(const page& to, std::size_t table) {
    markdown_table rows({"Relationship", "With", "Rows here to rows there", "By", "On delete", "On update"});
    const auto& model = to.model;
    const auto as = [](const relationship& each, std::string design::relation_note::*name) {
        const bool known = each.note && each.note->kind == design::relation_kind::belongs_to;
        return known && !(each.note->*name).empty() ? " as " + code(each.note->*name) : std::string();
    };
    const auto add = [&](const relationship& each, bool child) {
        auto deleted = std::string(words_of(each.key->on_delete));
        if (!each.key->on_delete_columns.empty()) deleted += " (" + join(each.key->on_delete_columns, ", ") + ")";
        rows.add({child ? "refers to" + as(each, &design::relation_note::role)
                        : "referred to" + as(each, &design::relation_note::inverse),
                  to.table_link(child ? each.parent : each.child),
                  child ? cardinality_words(each.child_count, each.parent_count)
                        : cardinality_words(each.parent_count, each.child_count),
                  codes(each.key->columns), prose(deleted), std::string(words_of(each.key->on_update))});
    };
    for (const auto each : model.tables[table].outgoing) add(model.relationships[each], true);
    for (const auto each : model.tables[table].incoming) add(model.relationships[each], false);
    return rows.text();
}

std::string definition(const page& to, const catalog::constraint& each) {
    std::string text;
    switch (each.kind) {
        case constraint_kind::primary_key:
            text = "primary key " + codes(each.columns);
            break;
        case constraint_kind::unique:
            text = "unique " + codes(each.columns);
            break;
        case constraint_kind::check:
            text = code(each.expression);
            break;
        case constraint_kind::exclusion:
            text = "exclude " + code(each.expression);
            break;
        case constraint_kind::foreign_key: {
            const catalog::object_id parent = catalog::relation_id(catalog::object_kind::table, each.references);
            text = fmt::format("{} → {} {}", codes(each.columns), to.object(parent), codes(each.referenced_columns));
            break;
        }
    }
    if (!each.include.empty()) text += ", includes " + codes(each.include);
    if (each.nulls_not_distinct) text += ", nulls are equal";
    if (each.without_overlaps) text += ", without overlaps";
    if (each.match_full) text += ", match full";
    if (each.deferrable) text += each.initially_deferred ? ", deferred" : ", deferrable";
    if (each.not_valid) text += ", **not validated**";
    if (each.not_enforced) text += ", **not enforced**";
    return text;
}

std::string constraints(const page& to, const table_entry& entry) {
    markdown_table rows({"Constraint", "Holds", "Rule as written", "From"});
    for (const auto* each : entry.constraints) {
        const auto id = catalog::id_of(*each);
        std::string written, from;
        for (const auto& rule : to.model.notes->rules)
            if (rule.object == id) {
                written += (written.empty() ? "" : "; ") + code(rule.text);
                if (!rule.description.empty()) written += " " + prose(rule.description);
                from = to.place(rule.from);
            }
        if (written.empty()) written = prose(each->comment);
        rows.add({code(each->name), definition(to, *each), written, from});
    }
    return rows.text();
}

/// Rules of the entity that no constraint of this table holds.
std::string other_rules(const page& to, const table_entry& entry) {
    if (!entry.note) return "";
    markdown_table rows({"Rule", "As written", "Kept by", "From"});
    for (const auto& rule : to.model.notes->rules) {
        if (rule.entity != entry.note->entity || entry.note->role != design::table_role::entity) continue;
        const bool shown =
            rule.object && std::any_of(entry.constraints.begin(), entry.constraints.end(),
                                       [&](const auto* each) { return catalog::id_of(*each) == *rule.object; });
        if (shown) continue;
        rows.add({code(rule.name), code(rule.text), rule.object ? to.object(*rule.object) : "nothing in the database",
                  to.place(rule.from)});
    }
    return rows.text();
}

std::string behaviours(const page& to, const table_entry& entry) {
    if (!entry.note) return "";
    markdown_table rows({"Behaviour", "Options", "Made", "From"});
    for (const auto& each : entry.note->behaviours) {
        std::vector<catalog::object_id> others;
        for (const auto& id : each.objects)
            if (id != entry.id) others.push_back(id);
        rows.add({code(each.name), each.options.text == "{}" ? "" : code(each.options.text), to.objects(others),
                  to.place(each.from)});
    }
    return rows.text();
}

std::string triggers(const table_entry& entry) {
    markdown_table rows({"Trigger", "Fires on", "Runs", "Remark"});
    for (const auto* each : entry.triggers) {
        if (each->cloned) continue;
        auto on = join(each->events, ", ");
        if (!each->columns.empty()) on += " of " + join(each->columns, ", ");
        std::string remark = prose(each->comment);
        if (each->enabled != catalog::firing::origin)
            remark += (remark.empty() ? "" : "; ") + std::string(each->enabled == catalog::firing::disabled ? "disabled"
                                                                 : each->enabled == catalog::firing::always
                                                                     ? "fires always"
                                                                     : "fires on replicas only");
        rows.add({code(each->name), prose(on), code(each->function), remark});
    }
    return rows.text();
}

std::string policies(const table_entry& entry) {
    markdown_table rows({"Policy", "For", "Roles", "Sees", "May write", "Remark"});
    static constexpr std::array<std::string_view, 5> commands = {"all", "select", "insert", "update", "delete"};
    for (const auto* each : entry.policies)
        rows.add({code(each->name),
                  fmt::format("{}{}", commands[static_cast<std::size_t>(each->command)],
                              each->restrictive ? ", restrictive" : ""),
                  each->roles.empty() ? "everybody" : codes(each->roles), code(each->using_), code(each->check),
                  prose(each->comment)});
    return rows.text();
}

std::string access(const table_entry& entry) {
    markdown_table rows({"Role", "May", "Columns"});
    for (const auto& [who, what] : grant_rows(entry.table->privileges)) rows.add({code(who), prose(what), ""});
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> by_columns;
    for (const auto& column : entry.table->columns)
        for (const auto& grant : grant_rows(column.privileges)) by_columns[grant].push_back(column.name);
    for (const auto& [grant, columns] : by_columns) rows.add({code(grant.first), prose(grant.second), codes(columns)});
    return rows.text();
}

std::string partitions(const table_entry& entry) {
    markdown_table rows({"Partition", "Bound"});
    for (const auto* each : entry.partitions) rows.add({code(each->name.name), code(each->partition_bound)});
    return rows.text();
}

std::string others(const table_entry& entry) {
    markdown_table rows({"Also", "Definition"});
    for (const auto* each : entry.rules) rows.add({"rule " + code(each->name), code(each->definition)});
    for (const auto* each : entry.statistics) rows.add({"statistics " + code(each->name.name), code(each->columns)});
    for (const auto& [name, value] : entry.table->options) rows.add({"storage parameter " + code(name), code(value)});
    return rows.text();
}

std::vector<const design::decision*> decisions_of(const page& to, const table_entry& entry) {
    auto list = to.model.look.decisions(entry.id);
    const auto add = [&](const catalog::object_id& id) {
        const auto more = to.model.look.decisions(id);
        list.insert(list.end(), more.begin(), more.end());
    };
    for (const auto& each : entry.table->columns) add(catalog::column_id(entry.table->name, each.name));
    for (const auto* each : entry.constraints) add(catalog::id_of(*each));
    for (const auto* each : entry.indexes) add(catalog::id_of(*each));
    for (const auto* each : entry.triggers) add(catalog::id_of(*each));
    for (const auto* each : entry.policies) add(catalog::id_of(*each));
    return list;
}

void part(page& to, std::string_view title, const std::string& body) {
    if (!body.empty()) to.add(fmt::format("**{}**\n\n{}", title, body));
}

}  // namespace

void add_table(page& to, std::size_t number) {
    const auto& entry = to.model.tables[number];
    to.heading(3, code(entry.title), entry.anchor);
    if (entry.note) to.add(deprecation(entry.note->deprecated));
    const auto& said = entry.note && !entry.note->description.empty() ? entry.note->description : entry.table->comment;
    if (!said.empty()) to.add(paragraphs(said) + "\n\n");
    to.add(facts(to, entry));
    to.add(columns_of(to, entry));
    part(to, "Relationships", relationships(to, number));
    part(to, "Constraints", constraints(to, entry));
    part(to, "Other rules", other_rules(to, entry));
    part(to, "Indexes", indexes_of(to, entry));
    part(to, "Indexes that were not made", redundant_indexes_of(to, entry));
    part(to, "Behaviours", behaviours(to, entry));
    part(to, "Triggers", triggers(entry));
    part(to, "Row security", policies(entry));
    part(to, "Access", access(entry));
    part(to, "Also", others(entry));
    to.folded(fmt::format("Partitions ({})", entry.partitions.size()), partitions(entry));
    const auto decided = decisions_of(to, entry);
    to.folded(fmt::format("Decisions ({})", decided.size()), to.decisions(decided, true));
}

}  // namespace tenon::generate
