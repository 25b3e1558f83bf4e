// SPDX-License-Identifier: Apache-2.0
#include "generate/model/model.hpp"

#include "base/hash.hpp"
#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "generate/model/areas.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

namespace tenon::generate {
namespace {

using catalog::constraint_kind;
using catalog::qualified_name;
using design::cardinality;

int order_of(constraint_kind kind) {
    switch (kind) {
        case constraint_kind::primary_key:
            return 0;
        case constraint_kind::unique:
            return 1;
        case constraint_kind::foreign_key:
            return 2;
        case constraint_kind::check:
            return 3;
        case constraint_kind::exclusion:
            return 4;
    }
    return 5;
}

/// The partitioned table at the top of a partition, or the table itself.
using roots = std::map<qualified_name, qualified_name>;

qualified_name root_of(const roots& parents, qualified_name name) {
    // As many steps as there are tables: a broken draft could hold a circle.
    for (std::size_t step = 0; step <= parents.size(); ++step) {
        const auto found = parents.find(name);
        if (found == parents.end()) break;
        name = found->second;
    }
    return name;
}

bool every_in(const std::vector<std::string>& some, const std::vector<std::string>& all) {
    return std::all_of(some.begin(), some.end(),
                       [&](const auto& each) { return std::find(all.begin(), all.end(), each) != all.end(); });
}

/// At most one row holds any value of these columns.
bool is_unique(const table_entry& table, const std::vector<std::string>& columns) {
    for (const auto* each : table.constraints)
        if ((each->kind == constraint_kind::primary_key || each->kind == constraint_kind::unique) &&
            !each->without_overlaps && every_in(each->columns, columns))
            return true;
    for (const auto* each : table.indexes) {
        if (!each->unique || !each->predicate.empty()) continue;
        const bool inside = std::all_of(each->keys.begin(), each->keys.end(), [&](const auto& key) {
            return !key.column.empty() && std::find(columns.begin(), columns.end(), key.column) != columns.end();
        });
        if (inside) return true;
    }
    return false;
}

void add_tables(schema_model& model, const roots& parents) {
    std::set<std::string> schemas;
    for (const auto& table : model.catalog->tables) schemas.insert(table.name.schema);
    std::set<std::string> anchors;
    for (const auto& table : model.catalog->tables) {
        if (parents.contains(table.name)) continue;
        table_entry entry;
        entry.table = &table;
        entry.id = catalog::id_of(table);
        entry.note = model.look.table(entry.id);
        entry.title = schemas.size() > 1 ? table.name.schema + "." + table.name.name : table.name.name;
        entry.anchor = slug(entry.title);
        while (!anchors.insert(entry.anchor).second) entry.anchor += "-";
        model.table_of.emplace(entry.id, model.tables.size());
        model.tables.push_back(std::move(entry));
    }
}

void add_parts(schema_model& model, const roots& parents) {
    std::map<qualified_name, std::size_t> place;
    for (std::size_t i = 0; i < model.tables.size(); ++i) place.emplace(model.tables[i].table->name, i);
    const auto owner = [&](const qualified_name& name) -> table_entry* {
        const auto found = place.find(name);
        return found == place.end() ? nullptr : &model.tables[found->second];
    };
    const auto& all = *model.catalog;
    for (const auto& each : all.constraints)
        if (auto* entry = owner(each.table)) entry->constraints.push_back(&each);
    for (const auto& each : all.indexes)
        if (auto* entry = owner(each.table)) entry->indexes.push_back(&each);
    for (const auto& each : all.triggers)
        if (auto* entry = owner(each.table)) entry->triggers.push_back(&each);
    for (const auto& each : all.rules)
        if (auto* entry = owner(each.table)) entry->rules.push_back(&each);
    for (const auto& each : all.policies)
        if (auto* entry = owner(each.table)) entry->policies.push_back(&each);
    for (const auto& each : all.statistics)
        if (auto* entry = owner(each.table)) entry->statistics.push_back(&each);
    for (const auto& each : all.tables)
        if (parents.contains(each.name))
            if (auto* entry = owner(root_of(parents, each.name))) entry->partitions.push_back(&each);
    for (auto& entry : model.tables) {
        std::stable_sort(entry.constraints.begin(), entry.constraints.end(),
                         [](auto* a, auto* b) { return order_of(a->kind) < order_of(b->kind); });
        for (const auto* each : entry.constraints)
            if (each->kind == constraint_kind::primary_key) entry.primary_key = each->columns;
    }
}

void add_relationships(schema_model& model, const roots& parents) {
    std::map<qualified_name, std::size_t> place;
    for (std::size_t i = 0; i < model.tables.size(); ++i) place.emplace(model.tables[i].table->name, i);
    std::map<catalog::object_id, const design::relation_note*> noted;
    for (const auto& note : model.notes->relations)
        for (const auto& key : note.foreign_keys) noted.emplace(key, &note);
    std::map<qualified_name, std::vector<const catalog::constraint*>> on_partitions;
    for (const auto& each : model.catalog->constraints)
        if (each.kind == constraint_kind::foreign_key && parents.contains(each.table))
            on_partitions[each.table].push_back(&each);
    std::set<std::tuple<std::size_t, std::size_t, std::vector<std::string>>> seen;
    for (std::size_t child = 0; child < model.tables.size(); ++child) {
        const auto& entry = model.tables[child];
        auto keys = entry.constraints;
        // Before PostgreSQL 11 the keys of a partitioned table could only stand on its partitions; many still do.
        for (const auto* each : entry.partitions)
            if (const auto found = on_partitions.find(each->name); found != on_partitions.end())
                keys.insert(keys.end(), found->second.begin(), found->second.end());
        for (const auto* key : keys) {
            if (key->kind != constraint_kind::foreign_key || key->cloned) continue;
            const auto parent = place.find(root_of(parents, key->references));
            if (parent == place.end()) continue;
            // A key to a partitioned table stands in the catalog once for each partition too.
            if (!seen.insert({child, parent->second, key->columns}).second) continue;
            relationship found{key, child, parent->second, cardinality::many, cardinality::one, nullptr};
            if (is_unique(entry, key->columns)) found.child_count = cardinality::zero_or_one;
            for (const auto& name : key->columns)
                if (const auto* column = entry.column(name); column && !column->not_null)
                    found.parent_count = cardinality::zero_or_one;
            if (const auto note = noted.find(catalog::id_of(*key)); note != noted.end()) {
                found.note = note->second;
                // What the document says is wider than what the keys show: one of the rows that are not deleted.
                const auto count = found.note->kind == design::relation_kind::belongs_to ? found.note->from_count
                                   : found.note->kind == design::relation_kind::has_one  ? found.note->to_count
                                                                                         : cardinality::many;
                if (count != cardinality::many) found.child_count = cardinality::zero_or_one;
            }
            model.tables[child].outgoing.push_back(model.relationships.size());
            model.tables[parent->second].incoming.push_back(model.relationships.size());
            model.tables[child].foreign_columns.insert(key->columns.begin(), key->columns.end());
            model.relationships.push_back(found);
        }
    }
}

}  // namespace

const catalog::column* table_entry::column(std::string_view name) const {
    for (const auto& each : table->columns)
        if (each.name == name) return &each;
    return nullptr;
}

std::string slug(std::string_view name) {
    std::string text;
    bool exact = !name.empty();
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        const bool upper = c >= 'A' && c <= 'Z';
        if (!plain && !upper && c != '.' && c != ' ' && c != '-' && c != '&') exact = false;
        text += plain ? c : upper ? static_cast<char>(c - 'A' + 'a') : '-';
    }
    if (text.size() > 60) {
        text.resize(60);
        exact = false;
    }
    if (!exact) text += "-" + hash_hex(name).substr(0, 6);
    return text;
}

std::vector<std::size_t> schema_model::all_tables() const {
    std::vector<std::size_t> out(tables.size());
    std::iota(out.begin(), out.end(), std::size_t{0});
    return out;
}

std::string schema_model::anchor_of(const catalog::object_id& id) const {
    if (const auto found = table_of.find(id); found != table_of.end()) return tables[found->second].anchor;
    return {};
}

schema_model describe(const catalog::contents& catalog, const design::notes& notes) {
    schema_model model{&catalog, &notes, design::notes_lookup(notes), {}, {}, {}, {}, {}};
    model.title = notes.platform.empty() ? "Database schema" : notes.platform;
    roots parents;
    for (const auto& table : catalog.tables)
        if (table.partition_of) parents.emplace(table.name, *table.partition_of);
    add_tables(model, parents);
    add_parts(model, parents);
    add_relationships(model, parents);
    assign_areas(model);
    return model;
}

}  // namespace tenon::generate
