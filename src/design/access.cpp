// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/columns.hpp"
#include "design/constraints.hpp"
#include "design/finish.hpp"

#include <set>

namespace tenon::design {

using requirements::permission_kind;

namespace {

/// Role → what it may, gathered before the lists of the catalog are made: "" stands for the owner.
using rights = std::map<std::string, std::set<std::string>>;

const char* word_of(permission_kind kind) {
    switch (kind) {
        case permission_kind::read:
            return "SELECT";
        case permission_kind::insert:
            return "INSERT";
        case permission_kind::update:
            return "UPDATE";
        case permission_kind::delete_:
            return "DELETE";
    }
    return "SELECT";
}

/// The list that the server keeps once something was granted: what the owner has is in it.
std::vector<catalog::grant> grants_of(const rights& given, std::vector<std::string> of_owner) {
    std::vector<catalog::grant> out;
    std::sort(of_owner.begin(), of_owner.end());
    if (!of_owner.empty())
        out.push_back({.grantee = std::string(catalog::the_owner), .privileges = std::move(of_owner)});
    for (const auto& [role, words] : given)
        if (!words.empty()) out.push_back({.grantee = role, .privileges = {words.begin(), words.end()}});
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<std::string> table_rights(int major) {
    std::vector<std::string> all = {"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"};
    if (major >= 17) all.push_back("MAINTAIN");
    return all;
}

/// Column → who may do what with it.
using column_rights = std::map<std::string, rights>;

/// Who may read a table reads every column of it but hashes of passwords: those only who is given them by name.
void grant_on(workbench& bench, table_model& table, rights given, column_rights on_columns = {}) {
    const auto hidden = password_columns(table);
    for (auto& [role, words] : given) {
        if (hidden.empty() || words.erase("SELECT") == 0) continue;
        for (const auto& column : table.table.columns)
            if (std::find(hidden.begin(), hidden.end(), column.name) == hidden.end())
                on_columns[column.name][role].insert("SELECT");
    }
    if (std::any_of(given.begin(), given.end(), [](const auto& each) { return !each.second.empty(); }))
        table.table.privileges = grants_of(given, table_rights(bench.settings.postgres));
    for (const auto& [column, on_column] : on_columns)
        if (auto* found = table.find(column)) found->privileges = grants_of(on_column, {});
}

/// The column, and those that its attribute has beside it: who may write a ciphertext must say with which key.
std::vector<std::string> with_companions(const table_model& table, const std::string& column) {
    std::vector<std::string> out = {column};
    const auto found = table.by_column.find(column);
    if (found == table.by_column.end() || table.columns[found->second].source != column_source::attribute) return out;
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        if (table.columns[i].source == column_source::field &&
            table.columns[i].name == table.columns[found->second].name)
            out.push_back(table.table.columns[i].name);
    return out;
}

/// Who may read the entity may read its view of the rows that are alive.
void grant_on_live_view(workbench& bench, const entity_model& entity, const rights& readers) {
    const auto* soft_delete = entity.find(requirements::behaviour_kind::soft_delete);
    const auto* named = soft_delete ? soft_delete->find("view") : nullptr;
    if (!named || readers.empty()) return;
    for (auto& view : bench.draft.views)
        if (view.name == bench.qualify(fit_name(named->scalar)))
            view.privileges = grants_of(readers, table_rights(bench.settings.postgres));
}

}  // namespace

void add_access(workbench& bench) {
    std::set<std::string> everyone;
    std::map<std::string, rights> of_companions;  // tables that serve an entity
    rights on_log;
    for (const auto& role : bench.document.roles) {
        role_note note;
        note.name = *role.name;
        if (role.description) note.description = **role.description;
        note.from = bench.at(role.name.where);
        bench.notes.roles.push_back(std::move(note));
    }
    for (auto& entity : bench.entities) {
        if (const auto* audited = entity.find(requirements::behaviour_kind::audited))
            if (const auto* readers = audited->find("readers"))
                for (const auto& role : readers->texts()) {
                    everyone.insert(*role);
                    on_log[*role].insert("SELECT");
                }
        rights on_table, on_history, on_junction;
        column_rights on_columns;
        std::set<std::string> inserting;
        for (const auto& rule : entity.source->access) {
            workbench::requirement stands(bench, fmt::format("{}.access.{}", entity.name, *rule.role), *rule.role,
                                          bench.at(rule.role.where));
            everyone.insert(*rule.role);
            bench.made(entity.table->id());
            for (const auto& permission : rule.permissions) {
                const std::string word = word_of(permission.kind);
                if (permission.kind == permission_kind::insert) inserting.insert(*rule.role);
                if (permission.columns.empty()) {
                    on_table[*rule.role].insert(word);
                } else {
                    for (const auto& name : permission.columns)
                        for (const auto& column : columns_named(bench, entity, *name, bench.at(name.where)))
                            for (const auto& each : with_companions(*entity.table, column))
                                on_columns[each][*rule.role].insert(word);
                    if (permission.kind == permission_kind::read) continue;  // the history shows every column
                }
                if (permission.kind == permission_kind::read && permission.columns.empty())
                    on_history[*rule.role].insert("SELECT");
                if (permission.kind == permission_kind::read) on_junction[*rule.role].insert("SELECT");
                if (permission.kind == permission_kind::update && permission.columns.empty())
                    on_junction[*rule.role].insert({"SELECT", "INSERT", "DELETE"});
            }
        }
        if (!on_history.empty())
            for (const auto& column : password_columns(*entity.table))
                bench.decide(catalog::column_id(entity.table->table.name, column), "`read` alone does not show it",
                             "hashes of passwords are for who verifies them", "type password");
        grant_on(bench, *entity.table, on_table, std::move(on_columns));
        grant_on_live_view(bench, entity, on_history);
        const std::string entity_name = entity.name;
        of_companions[entity_name + "/history"] = on_history;
        of_companions[entity_name + "/junction"] = on_junction;
        // A key from a sequence needs the sequence; identity columns need nothing.
        if (!inserting.empty() && entity.key_made && entity.conventions.key == key_style::serial) {
            rights on_sequence;
            for (const auto& role : inserting) on_sequence[role].insert("USAGE");
            for (auto& sequence : bench.draft.sequences)
                if (sequence.owned_by == entity.table->table.name)
                    sequence.privileges = grants_of(on_sequence, {"SELECT", "UPDATE", "USAGE"});
        }
    }
    for (auto& table : bench.tables) {
        if (table.note.role == table_role::audit) grant_on(bench, table, on_log);
        if (table.note.role == table_role::history)
            grant_on(bench, table, of_companions[table.note.entity + "/history"]);
        if (table.note.role == table_role::junction)
            grant_on(bench, table, of_companions[table.note.entity + "/junction"]);
        if (table.note.role == table_role::lookup) {
            rights given;
            for (const auto& [role, words] : of_companions[table.note.entity + "/junction"])
                given[role].insert("SELECT");
            grant_on(bench, table, given);
        }
    }
    for (const auto& source : bench.document.views) {
        rights given;
        for (const auto& rule : source.access) {
            everyone.insert(*rule.role);
            for (const auto& permission : rule.permissions) given[*rule.role].insert(word_of(permission.kind));
        }
        if (given.empty()) continue;
        for (const auto& note : bench.notes.views) {
            if (note.name != *source.name) continue;
            const auto grants = grants_of(given, table_rights(bench.settings.postgres));
            for (auto& view : bench.draft.views)
                if (catalog::id_of(view) == note.view) view.privileges = grants;
            for (auto& view : bench.draft.materialized_views)
                if (catalog::id_of(view) == note.view) view.privileges = grants;
        }
    }
    if (bench.schema() != "public") {
        catalog::schema schema;
        schema.name = bench.schema();
        schema.comment = one_line(bench.notes.description);
        rights given;
        for (const auto& role : everyone) given[role].insert("USAGE");
        if (!given.empty()) schema.privileges = grants_of(given, {"CREATE", "USAGE"});
        workbench::requirement stands(bench, "platform", *bench.document.platform,
                                      bench.at(bench.document.platform.where));
        bench.made(catalog::id_of(schema));
        bench.draft.schemas.push_back(std::move(schema));
    }
    // What runs with the rights of the owner is for triggers alone: nobody may put it on a table of their own.
    for (auto& function : bench.draft.functions)
        if (function.security_definer) function.privileges = grants_of({}, {"EXECUTE"});
}

}  // namespace tenon::design
