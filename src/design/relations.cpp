// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/constraints.hpp"
#include "design/entities.hpp"
#include "sql/attributes.hpp"

#include <set>

namespace tenon::design {

using catalog::constraint_kind;
using catalog::foreign_key_action;
using requirements::behaviour_kind;
using requirements::referential_action;

namespace {

foreign_key_action action_of(referential_action action) {
    return static_cast<foreign_key_action>(action);  // both lists have the order of the SQL standard's text
}
static_assert(static_cast<int>(referential_action::set_default) == static_cast<int>(foreign_key_action::set_default));

struct chosen_action {
    referential_action action;
    std::string why;
    std::string rule;
};

/// What happens to the rows of `entity` when the other row goes: as written, by convention, or restrict.
chosen_action choose_delete(const entity_model& entity, const role_model& role, const entity_model& other) {
    if (role.on_delete) return {*role.on_delete, "the document states it", "relation on_delete"};
    if (!other.deleted_at.empty())
        return {referential_action::restrict_,
                fmt::format("{} is marked as deleted, not deleted; what still refers to a row keeps it", other.name),
                "behaviour soft_delete"};
    if (entity.conventions.on_delete) {
        const auto action = *entity.conventions.on_delete;
        if (action == referential_action::set_null && !role.optional)
            return {referential_action::restrict_, "a required relation cannot be set to null", "convention on_delete"};
        return {action, entity.conventions.why(requirements::convention_kind::on_delete, "the document's convention"),
                "convention on_delete"};
    }
    return {referential_action::restrict_, "nothing is deleted beside what was asked for, unless the document says so",
            "convention on_delete"};
}

/// The rows whose reference leads nowhere.
std::string query_of_orphans(const workbench& bench, const table_model& table, const role_model& role,
                             const table_model& parent) {
    std::vector<std::string> set, same;
    for (std::size_t i = 0; i < role.columns.size(); ++i) {
        const auto column = "c." + sql::quote_identifier(role.columns[i]);
        set.push_back(column + " IS NOT NULL");
        same.push_back(fmt::format("p.{} = {}", sql::quote_identifier(role.referenced[i]), column));
    }
    return fmt::format("SELECT * FROM {} c WHERE {} AND NOT EXISTS (SELECT FROM {} p WHERE {})",
                       bench.quoted(table.table.name.name), join(set, " AND "), bench.quoted(parent.table.name.name),
                       join(same, " AND "));
}

/// What becomes of the rows of `child` when the row of `parent` that they refer to is deleted.
std::string effect_of_delete(referential_action action, std::string_view parent, std::string_view child) {
    switch (action) {
        case referential_action::cascade:
            return fmt::format("deleting a row of {} deletes its rows of {}", parent, child);
        case referential_action::set_null:
            return fmt::format("deleting a row of {} sets the reference of its rows of {} to null", parent, child);
        case referential_action::set_default:
            return fmt::format("deleting a row of {} sets the reference of its rows of {} to the default", parent,
                               child);
        case referential_action::no_action:
        case referential_action::restrict_:
            break;
    }
    return fmt::format("a row of {} cannot be deleted while rows of {} refer to it", parent, child);
}

std::string unique_inverse(const entity_model& entity, const role_model& role, const entity_model& other,
                           std::set<std::string>& used) {
    if (!role.inverse.empty()) {
        used.insert(role.inverse);
        return role.inverse;
    }
    const auto& plurals = entity.conventions.plurals;
    const std::string base = role.unique ? entity.singular : plural_of(entity.singular, plurals);
    const bool plain = snake_case(role.name) == other.singular;
    std::string name = plain ? base : fmt::format("{}_{}", snake_case(role.name), base);
    if (used.count(name) > 0 && plain) name = fmt::format("{}_{}", snake_case(role.name), base);
    for (int number = 2; used.count(name) > 0; ++number) name = fmt::format("{}_{}", base, number);
    used.insert(name);
    return name;
}

/// A foreign key between two entities of the same tenants carries the tenant, so that no row can refer to another
/// tenant's: row security does not apply to the checks of foreign keys.
bool carries_tenant(const entity_model& entity, const role_model& role, const entity_model& other) {
    if (entity.tenant.empty() || other.tenant.empty()) return false;
    if (std::find(role.columns.begin(), role.columns.end(), entity.tenant) != role.columns.end()) return false;
    const auto* mine = entity.table->find(entity.tenant);
    const auto* theirs = other.table->find(other.tenant);
    return mine && theirs && mine->type == theirs->type && !other.table->partitions;
}

void add_tenant_key(workbench& bench, entity_model& other) {
    auto& table = *other.table;
    std::vector<std::string> columns = table.key;
    columns.push_back(other.tenant);
    if (std::find(table.key.begin(), table.key.end(), other.tenant) != table.key.end()) return;
    for (const auto& made : table.constraints)
        if (made.kind == constraint_kind::unique && made.columns == columns) return;
    workbench::requirement stands(bench, fmt::format("{}.tenant_scoped", other.name), "", bench.current_place());
    auto& made = bench.add_constraint(table, {.kind = constraint_kind::unique, .columns = columns}, "unique", columns);
    bench.decide(catalog::id_of(made), "the key is unique together with the tenant",
                 "foreign keys of the same tenant refer to both", "behaviour tenant_scoped");
}

/// The role's columns that may be null.
std::vector<std::string> optional_columns(const table_model& table, const role_model& role) {
    std::vector<std::string> out;
    for (const auto& name : role.columns) {
        const auto* column = table.find(name);
        if (column && !column->not_null) out.push_back(name);
    }
    return out;
}

/// PostgreSQL looks a reference up only when none of its columns is null (MATCH SIMPLE): half a reference would refer
/// to nothing, and be taken.
void add_whole_reference(workbench& bench, table_model& table, const role_model& role,
                         const std::vector<std::string>& columns) {
    bench.add_check(table, fmt::format("num_nulls({}) IN (0, {})", sql::quote_list(columns), columns.size()),
                    {snake_case(role.name), "whole"},
                    fmt::format("{} is stated as a whole, or not at all.", role.name));
}

void add_role(workbench& bench, entity_model& entity, role_model& role, std::vector<std::set<std::string>>& inverses) {
    auto& other = bench.entities[role.to];
    auto& table = *entity.table;
    workbench::requirement stands(bench, role.coverage);
    const auto choice = choose_delete(entity, role, other);

    relation_note note;
    note.kind = role.has_one && !role.source ? relation_kind::has_one : relation_kind::belongs_to;
    note.role = role.name;
    note.inverse = unique_inverse(entity, role, other, inverses[role.to]);
    note.from = table.id();
    note.to = other.table->id();
    note.columns = role.columns;
    note.from_count = role.unique ? cardinality::zero_or_one : cardinality::many;
    note.to_count = role.optional ? cardinality::zero_or_one : cardinality::one;
    note.on_delete = requirements::to_string(choice.action);
    note.on_update = requirements::to_string(role.on_update.value_or(referential_action::no_action));
    note.description = role.description;
    note.at = role.where;

    const bool hypertable = other.table->partitions && other.table->partitions->hypertable;
    const auto optional = optional_columns(table, role);
    bool held_whole = false;
    if (hypertable) {
        bench.problems.warning(code::reference_to_hypertable, role.where,
                               fmt::format("{}.{} refers to {}, a hypertable: no foreign key holds it", entity.name,
                                           role.name, other.name),
                               fmt::format("this finds orphans: {}; engine: native has the foreign key",
                                           query_of_orphans(bench, table, role, *other.table)));
        bench.decide(table.id(), fmt::format("{} is not held by a foreign key", role.name),
                     "the engine timescaledb has no foreign keys to hypertables in every version", "engine timescaledb",
                     role.where);
    } else {
        catalog::constraint key;
        key.kind = constraint_kind::foreign_key;
        key.columns = role.columns;
        key.references = other.table->table.name;
        key.referenced_columns = role.referenced;
        key.on_delete = action_of(choice.action);
        if (role.on_update) key.on_update = action_of(*role.on_update);
        key.deferrable = key.initially_deferred = role.deferred;
        if (carries_tenant(entity, role, other)) {
            add_tenant_key(bench, other);
            const bool clears =
                choice.action == referential_action::set_null || choice.action == referential_action::set_default;
            if (clears && bench.settings.postgres < 15) {
                bench.problems.warning(
                    code::tenant_not_in_reference, role.where,
                    fmt::format("{}.{} could refer to a row of another tenant: clearing one column of a foreign key "
                                "needs PostgreSQL 15",
                                entity.name, role.name),
                    "state on_delete: restrict or cascade, or set `postgres: 15` for the project");
            } else {
                if (clears) key.on_delete_columns = role.columns;
                key.columns.push_back(entity.tenant);
                key.referenced_columns.push_back(other.tenant);
                bench.decide(table.id(), fmt::format("{} refers to rows of the same tenant only", role.name),
                             "the checks of foreign keys do not see row security", "behaviour tenant_scoped",
                             role.where);
            }
        }
        // MATCH FULL: all columns are null or none is.
        key.match_full = optional.size() > 1 && optional.size() == key.columns.size();
        held_whole = key.match_full;
        auto& made = bench.add_constraint(table, std::move(key), "foreign_key", {snake_case(role.name)});
        note.foreign_keys.push_back(catalog::id_of(made));
        if (!role.on_delete)
            bench.decide(catalog::id_of(made),
                         effect_of_delete(choice.action, other.table->table.name.name, table.table.name.name),
                         choice.why, choice.rule);
        const bool changes_child = choice.action == referential_action::cascade ||
                                   choice.action == referential_action::set_null ||
                                   choice.action == referential_action::set_default;
        if (changes_child && entity.find(behaviour_kind::append_only)) {
            if (choice.action != referential_action::cascade) {
                bench.problems.error(code::append_only_cascade, role.where,
                                     fmt::format("{} is append_only, but deleting a row of {} would change its rows",
                                                 entity.name, other.name),
                                     "state on_delete: restrict");
            } else {
                entity.goes_with_parent = true;
                bench.problems.information(
                    code::append_only_cascade, role.where,
                    fmt::format("{} is append_only, yet its rows go when their row of {} is deleted", entity.name,
                                other.name),
                    "state on_delete: restrict if they are to stay");
            }
        }
        if (choice.action == referential_action::cascade && !entity.deleted_at.empty())
            bench.problems.warning(
                code::soft_delete_cascade, role.where,
                fmt::format("{} is soft_delete, but deleting a row of {} would delete its rows: rows that are not "
                            "marked refuse it",
                            entity.name, other.name),
                "state on_delete: restrict");
    }
    if (optional.size() > 1 && !held_whole) add_whole_reference(bench, table, role, optional);
    wanted_index wanted;
    for (const auto& column : role.columns) wanted.keys.push_back({.column = column});
    wanted.any_order = wanted.keys.size();
    wanted.reason = fmt::format("foreign key to {}", other.table->table.name.name);
    wanted.asked_by = fmt::format("foreign key {}", role.name);
    wanted.from = role.where;
    bench.want(table, std::move(wanted));
    bench.notes.relations.push_back(std::move(note));
}

// ---- many_to_many

std::string role_columns_stem(const entity_model& entity, const std::string& role) {
    return singular_of(snake_case(role), entity.conventions.plurals);
}

struct junction_side {
    entity_model* entity;
    std::vector<std::string> columns;
    referential_action on_delete;
};

void add_side(workbench& bench, table_model& table, junction_side& side) {
    for (std::size_t i = 0; i < side.columns.size(); ++i) {
        catalog::column column;
        column.name = side.columns[i];
        column.type = side.entity->key[i].type;
        column.not_null.emplace();
        column_note note;
        note.source = column_source::role;
        note.name = side.entity->singular;
        note.type = side.entity->name;
        note.made_by = "many_to_many";
        bench.add_column(table, std::move(column), std::move(note));
    }
}

catalog::object_id add_side_key(workbench& bench, table_model& table, const junction_side& side,
                                const std::string& name) {
    catalog::constraint key;
    key.kind = constraint_kind::foreign_key;
    key.columns = side.columns;
    key.references = side.entity->table->table.name;
    for (const auto& part : side.entity->key) key.referenced_columns.push_back(part.column);
    key.on_delete = action_of(side.on_delete);
    return catalog::id_of(bench.add_constraint(table, std::move(key), "foreign_key", {name}));
}

/// The entity of its own that `through` names.
entity_model* through_entity(workbench& bench, const requirements::many_to_many& source) {
    if (!source.through) return nullptr;
    const auto found = bench.entity_by_name.find(**source.through);
    return found == bench.entity_by_name.end() ? nullptr : &bench.entities[found->second];
}

void note_through(workbench& bench, const entity_model& entity, const entity_model& other, const entity_model& middle,
                  relation_note note) {
    note.through = middle.table->id();
    const role_model* first = nullptr;
    const role_model* second = nullptr;
    for (const auto& role : middle.roles) {
        if (role.to == entity.number && !first)
            first = &role;
        else if (role.to == other.number && !second)
            second = &role;
    }
    for (const auto* role : {first, second})
        if (role)
            for (const auto& made : middle.table->constraints)
                if (made.kind == constraint_kind::foreign_key &&
                    std::equal(role->columns.begin(), role->columns.end(), made.columns.begin(),
                               made.columns.begin() +
                                   static_cast<std::ptrdiff_t>(std::min(made.columns.size(), role->columns.size()))))
                    note.foreign_keys.push_back(catalog::id_of(made));
    if (first) note.columns = first->columns;
    bench.notes.relations.push_back(std::move(note));
}

/// Connections between rows of tenants: a tenant can neither see nor make one to a row of another's. Foreign keys do
/// not see row security.
void hide_connections(workbench& bench, table_model& table, std::initializer_list<const junction_side*> sides) {
    std::vector<std::string> conditions, names;
    catalog::policy policy;
    policy.name = "tenon_tenant";
    for (const auto* side : sides) {
        if (side->entity->tenant.empty()) continue;
        std::vector<std::string> pairs;
        for (std::size_t i = 0; i < side->columns.size(); ++i)
            pairs.push_back(fmt::format("other.{} = {}.{}", sql::quote_identifier(side->entity->key[i].column),
                                        sql::quote_identifier(table.table.name.name),
                                        sql::quote_identifier(side->columns[i])));
        conditions.push_back(fmt::format("EXISTS (SELECT FROM {} AS other WHERE {})",
                                         bench.quoted(side->entity->table->table.name.name), join(pairs, " AND ")));
        names.push_back(side->entity->singular);
        bench.depend(catalog::object_id{catalog::object_kind::policy,
                                        catalog::identity_of({bench.schema(), table.table.name.name, policy.name})},
                     side->entity->table->id());
    }
    if (conditions.empty()) return;
    table.table.row_security = table.table.force_row_security = true;
    policy.using_ = join(conditions, " AND ");
    policy.comment = "Who sees the rows that it connects sees the connection, and may make it.";
    bench.add_policy(table, std::move(policy));
    bench.decide(table.id(), fmt::format("a connection is seen and made by who sees the {}", join(names, " and the ")),
                 "they are tenant_scoped", "behaviour tenant_scoped");
}

void add_junction(workbench& bench, entity_model& entity, const requirements::many_to_many& source) {
    auto& other = bench.entities[bench.entity_by_name.at(*source.to)];
    const position where = bench.at(source.role.where);
    workbench::requirement stands(bench, fmt::format("{}.many_to_many.{}", entity.name, *source.role),
                                  fmt::format("{}: {}", *source.role, *source.to), where);
    relation_note note;
    note.kind = relation_kind::many_to_many;
    note.from = entity.table->id();
    note.to = other.table->id();
    note.role = *source.role;
    note.from_count = note.to_count = cardinality::many;
    note.at = where;
    if (source.description) note.description = **source.description;
    note.inverse = source.inverse ? **source.inverse : plural_of(entity.singular, entity.conventions.plurals);

    if (auto* middle = through_entity(bench, source))
        return note_through(bench, entity, other, *middle, std::move(note));

    const auto side_delete = [&](const entity_model& side) {
        if (source.on_delete) return **source.on_delete;
        return side.deleted_at.empty() ? referential_action::cascade : referential_action::restrict_;
    };
    const bool self = other.number == entity.number;
    junction_side here{&entity, role_columns(entity.singular, entity), side_delete(entity)};
    const std::string stem = self ? role_columns_stem(entity, *source.role) : other.singular;
    junction_side there{&other, role_columns(stem, other), side_delete(other)};

    const std::string name =
        source.through ? snake_case(**source.through) : fmt::format("{}_{}", entity.singular, snake_case(*source.role));
    auto& table = bench.add_table(name, table_role::junction, entity.number,
                                  fmt::format("the relation {}.{}", entity.name, *source.role));
    table.note.entity = entity.name;
    table.note.area = entity.table->note.area;
    table.note.owner = entity.table->note.owner;
    table.table.comment = table.note.description =
        source.description ? **source.description
                           : fmt::format("Which {} go with which {}.", plural_of(replace_all(stem, "_", " ")),
                                         plural_of(replace_all(entity.singular, "_", " ")));
    note.through = table.id();
    note.columns = here.columns;
    add_side(bench, table, here);
    add_side(bench, table, there);
    table.key = here.columns;
    table.key.insert(table.key.end(), there.columns.begin(), there.columns.end());
    bench.add_constraint(table, {.kind = constraint_kind::primary_key, .columns = table.key}, "primary_key", {});
    note.foreign_keys = {add_side_key(bench, table, here, entity.singular), add_side_key(bench, table, there, stem)};
    note.on_delete = requirements::to_string(here.on_delete);

    wanted_index wanted;  // the way back; the way there is the primary key
    for (const auto* columns : {&there.columns, &here.columns})
        for (const auto& column : *columns) wanted.keys.push_back({.column = column});
    wanted.any_order = there.columns.size();
    wanted.reason =
        fmt::format("foreign key to {}, and from {} back to {}", other.table->table.name.name, stem, entity.singular);
    wanted.asked_by = fmt::format("many_to_many {}", *source.role);
    bench.want(table, std::move(wanted));

    bench.decide(table.id(), fmt::format("{} and {} are connected by the table {}", entity.name, other.name, name),
                 "each side may have many of the other", "relation many_to_many");
    bench.decide(table.id(), effect_of_delete(here.on_delete, "either side", name),
                 source.on_delete ? "the document states it"
                 : here.on_delete == referential_action::cascade
                     ? "a connection means nothing without both of its ends"
                     : "rows that are marked as deleted keep their connections",
                 source.on_delete ? "relation on_delete" : "relation many_to_many");
    hide_connections(bench, table, {&here, &there});
    bench.notes.relations.push_back(std::move(note));
}

/// Declared on both sides it is one relation: the one that comes first in the document makes it.
bool is_other_side(const workbench& bench, const entity_model& entity, const requirements::many_to_many& source) {
    const auto found = bench.entity_by_name.find(*source.to);
    if (found == bench.entity_by_name.end() || found->second >= entity.number) return false;
    for (const auto& back : bench.entities[found->second].source->many_to_many) {
        if (*back.to != entity.name) continue;
        if (back.through.has_value() != source.through.has_value()) continue;
        if (back.through && **back.through != **source.through) continue;
        if (back.inverse && **back.inverse != *source.role) continue;
        if (source.inverse && **source.inverse != *back.role) continue;
        return true;
    }
    return false;
}

}  // namespace

void add_relations(workbench& bench) {
    std::vector<std::set<std::string>> inverses(bench.entities.size());
    // What an entity calls its own things is not free for the way back of others.
    for (const auto& entity : bench.entities) {
        auto& used = inverses[entity.number];
        for (const auto& [name, columns] : entity.columns_of) used.insert(name);
        for (const auto& relation : entity.source->many_to_many) used.insert(*relation.role);
        for (const auto& role : entity.roles)
            if (!role.inverse.empty()) inverses[role.to].insert(role.inverse);
    }
    for (auto& entity : bench.entities)
        for (auto& role : entity.roles) add_role(bench, entity, role, inverses);
}

void add_junctions(workbench& bench) {
    for (auto& entity : bench.entities)
        for (const auto& source : entity.source->many_to_many)
            if (bench.entity_by_name.count(*source.to) > 0 && !is_other_side(bench, entity, source))
                add_junction(bench, entity, source);
}

}  // namespace tenon::design
