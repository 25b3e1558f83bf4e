// SPDX-License-Identifier: Apache-2.0
#include "design/entities.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/json_value.hpp"
#include "design/types.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using catalog::object_kind;
using requirements::behaviour_kind;
using requirements::type_kind;

namespace {

/// True when the table has its name from an exception that the document states.
bool has_own_plural(const entity_model& entity) {
    const auto& rules = entity.conventions;
    return rules.plural_tables && plural_of(entity.singular, rules.plurals) != plural_of(entity.singular);
}

std::string why_named(const entity_model& entity) {
    using requirements::convention_kind;
    const auto& rules = entity.conventions;
    if (has_own_plural(entity)) return rules.why(convention_kind::plurals, "the document states its plural");
    return rules.why(convention_kind::tables, rules.plural_tables ? "tables are named in the plural, in snake_case"
                                                                  : "tables are named in the singular, in snake_case");
}

void resolve_names(workbench& bench, entity_model& entity) {
    const auto& source = *entity.source;
    const auto& own = source.conventions;
    entity.conventions = own ? override_conventions(bench.conventions, *own) : bench.conventions;
    const auto& plurals = entity.conventions.plurals;
    const std::string word = snake_case(entity.name);
    entity.singular = singular_of(word, plurals);
    if (entity.singular != word)
        bench.problems.information(
            code::entity_name_plural, bench.at(source.name.where),
            fmt::format("the entity {} is named in the plural; entities are named after one of their rows",
                        entity.name),
            fmt::format("call it {}", entity.singular));

    std::string table;
    if (source.table)
        table = **source.table;
    else
        table = entity.conventions.plural_tables ? plural_of(entity.singular, plurals) : entity.singular;

    auto& model = bench.add_table(table, table_role::entity, entity.number, fmt::format("the entity {}", entity.name));
    entity.table = &model;
    model.note.entity = entity.name;
    if (source.area) model.note.area = **source.area;
    if (source.owner) model.note.owner = **source.owner;
    if (source.description) model.table.comment = model.note.description = **source.description;
    if (source.deprecated) model.note.deprecated = note_of(*source.deprecated);
    if (source.table)
        bench.decide(model.id(), fmt::format("the table is called {}", table), "the document states the name",
                     "table name", bench.at(source.table->where));
    else
        bench.decide(model.id(), fmt::format("{} is kept in the table {}", entity.name, table), why_named(entity),
                     has_own_plural(entity) ? "convention plurals" : "convention tables");
    if (own)
        for (const auto& rule : own->overrides)
            bench.decide(model.id(),
                         fmt::format("{} is {}", requirements::to_string(*rule.rule),
                                     describe_convention(entity.conventions, *rule.rule)),
                         *rule.reason, fmt::format("convention {}", requirements::to_string(*rule.rule)),
                         bench.at(rule.rule.where));
    if (source.was) {
        const std::string old = entity.conventions.plural_tables
                                    ? plural_of(singular_of(snake_case(**source.was), plurals), plurals)
                                    : snake_case(**source.was);
        bench.notes.renames.push_back({{object_kind::table, catalog::identity_of(bench.qualify(fit_name(old)))},
                                       model.id(),
                                       bench.at(source.was->where)});
    }
}

void add_own_roles(workbench& bench, entity_model& entity) {
    for (const auto& source : entity.source->belongs_to) {
        role_model role;
        role.name = *source.role;
        const auto to = bench.entity_by_name.find(*source.to);
        if (to == bench.entity_by_name.end()) continue;  // reported when the document was read
        role.to = to->second;
        role.optional = *source.optional;
        role.unique = *source.unique;
        role.key = *source.key;
        role.deferred = *source.deferred;
        role.immutable = *source.immutable;
        if (source.on_delete) role.on_delete = **source.on_delete;
        if (source.on_update) role.on_update = **source.on_update;
        if (source.inverse) role.inverse = **source.inverse;
        if (source.description) role.description = **source.description;
        role.source = &source;
        role.where = bench.at(source.role.where);
        workbench::requirement stands(bench, fmt::format("{}.belongs_to.{}", entity.name, role.name),
                                      fmt::format("{}: {}{}", role.name, *source.to, role.optional ? "?" : ""),
                                      role.where);
        role.coverage = stands.row();
        entity.roles.push_back(std::move(role));
    }
}

/// has_one: the foreign key is on the other side, in a role that is there already or is made now.
void place_has_one(workbench& bench, entity_model& entity) {
    for (const auto& source : entity.source->has_one) {
        const auto to = bench.entity_by_name.find(*source.to);
        if (to == bench.entity_by_name.end()) continue;
        auto& other = bench.entities[to->second];
        role_model* role = nullptr;
        for (auto& candidate : other.roles) {
            if (candidate.to != entity.number || candidate.has_one) continue;
            const bool named = source.inverse ? candidate.name == **source.inverse
                                              : candidate.inverse.empty() || candidate.inverse == *source.role;
            if (named && !role) role = &candidate;
        }
        const position where = bench.at(source.role.where);
        workbench::requirement stands(bench, fmt::format("{}.has_one.{}", entity.name, *source.role),
                                      fmt::format("{}: {}{}", *source.role, *source.to, *source.optional ? "?" : ""),
                                      where);
        if (!role) {
            role_model made;
            made.name = source.inverse ? **source.inverse : entity.singular;
            made.to = entity.number;
            made.optional = *source.optional;
            made.where = where;
            other.roles.push_back(std::move(made));
            role = &other.roles.back();
        }
        role->coverage = stands.row();
        role->unique = true;
        role->has_one = &source;
        if (role->inverse.empty()) role->inverse = *source.role;
        if (source.on_delete && !role->on_delete) role->on_delete = **source.on_delete;
        if (role->description.empty() && source.description) role->description = **source.description;
    }
}

// ---- keys

enum class visit { not_seen, open, done };

bool may_be_key(const requirements::value_type& type) {
    return type.kind != type_kind::encrypted && type.kind != type_kind::password && type.kind != type_kind::json &&
           !type.array;
}

class key_resolver {
public:
    explicit key_resolver(workbench& bench) : bench_(bench), state_(bench.entities.size(), visit::not_seen) {}

    void resolve(std::size_t number) {
        if (state_[number] != visit::not_seen) return;
        auto& entity = bench_.entities[number];
        state_[number] = visit::open;
        const auto& source = *entity.source;
        if (!source.key.empty()) {
            for (const auto& part : source.key) add_part(entity, *part, bench_.at(part.where));
        } else {
            for (const auto& attribute : source.attributes)
                if (*attribute.key) add_part(entity, *attribute.name, bench_.at(attribute.name.where));
            for (auto& role : entity.roles)
                if (role.key) add_part(entity, role.name, role.where);
        }
        if (entity.key.empty()) make_key(entity);
        add_partition_column(entity);
        state_[number] = visit::done;
    }

private:
    void add_part(entity_model& entity, const std::string& name, const position& where) {
        if (const auto* attribute = entity.source->find_attribute(name)) {
            if (!may_be_key(attribute->type)) {
                bench_.problems.error(code::key_unusable, where,
                                      fmt::format("{}.{} cannot be part of a key: its type is {}", entity.name, name,
                                                  requirements::to_shorthand(attribute->type)),
                                      "choose other attributes, or leave the key to the conventions");
                return;
            }
            const std::string column = column_name_of(name);
            const std::string named =
                attribute->type.kind == type_kind::enumeration && entity.conventions.enums == enum_style::type
                    ? bench_.quoted(fit_name(entity.singular + "_" + column))
                    : "";
            entity.key.push_back({column, sql_type(attribute->type, entity.conventions, named)});
            return;
        }
        for (const auto& role : entity.roles) {
            if (role.name != name) continue;
            if (state_[role.to] == visit::open) {
                bench_.problems.error(code::key_circular, where,
                                      fmt::format("the key of {} contains {}, whose key leads back to {}", entity.name,
                                                  bench_.entities[role.to].name, entity.name),
                                      "take the role out of one of the keys");
                return;
            }
            resolve(role.to);
            const auto& other = bench_.entities[role.to];
            const auto columns = role_columns(role.name, other);
            for (std::size_t i = 0; i < columns.size(); ++i) entity.key.push_back({columns[i], other.key[i].type});
            return;
        }
        if (name == entity.conventions.key_name) return make_key(entity);
        bench_.problems.error(
            code::key_unusable, where,
            fmt::format("{}.{} cannot be part of a key: it is neither an attribute nor a role", entity.name, name),
            "choose other attributes, or leave the key to the conventions");
    }

    void make_key(entity_model& entity) {
        const std::string& name = entity.conventions.key_name;
        entity.key_made = true;
        if (const auto* attribute = entity.source->find_attribute(name)) {
            bench_.problems.error(
                code::key_name_taken, bench_.at(attribute->name.where),
                fmt::format("{} has an attribute {}, which is what the conventions call its key", entity.name, name),
                fmt::format("mark it as the key with the word `key`, or call it otherwise"));
        }
        switch (entity.conventions.key) {
            case key_style::uuid:
                entity.key.push_back({name, "uuid"});
                break;
            case key_style::identity:
                entity.key.push_back({name, "bigint"});
                break;
            case key_style::serial:
                entity.key.push_back({name, "integer"});
                break;
        }
    }

    void add_partition_column(entity_model& entity) {
        for (const auto kind : {behaviour_kind::time_series, behaviour_kind::partitioned}) {
            const auto* behaviour = entity.find(kind);
            if (!behaviour) continue;
            const auto* by = behaviour->find("by");
            if (!by) continue;
            const std::string& name = by->scalar;
            std::vector<key_part> parts;
            if (const auto* attribute = entity.source->find_attribute(name)) {
                const std::string column = column_name_of(name);
                const std::string named =
                    attribute->type.kind == type_kind::enumeration && entity.conventions.enums == enum_style::type
                        ? bench_.quoted(fit_name(entity.singular + "_" + column))
                        : "";
                parts.push_back({column, sql_type(attribute->type, entity.conventions, named)});
            } else if (const auto* role = entity.find_role(name)) {
                if (state_[role->to] == visit::not_seen) resolve(role->to);
                const auto& other = bench_.entities[role->to];
                const auto columns = role_columns(role->name, other);
                for (std::size_t i = 0; i < columns.size() && i < other.key.size(); ++i)
                    parts.push_back({columns[i], other.key[i].type});
            }
            for (const auto& part : parts) {
                const bool there = std::any_of(entity.key.begin(), entity.key.end(),
                                               [&](const key_part& own) { return own.column == part.column; });
                if (there) continue;
                entity.key.push_back(part);
                bench_.decide(entity.table->id(), fmt::format("the key includes {}", part.column),
                              "every unique key of a partitioned table contains the column that it is partitioned by; "
                              "whoever refers to a row carries both",
                              fmt::format("behaviour {}", requirements::to_string(kind)), bench_.at(behaviour->where));
            }
        }
    }

    workbench& bench_;
    std::vector<visit> state_;
};

}  // namespace

std::vector<std::string> role_columns(const std::string& role, const entity_model& to) {
    const std::string stem = snake_case(role);
    std::vector<std::string> out;
    // The key without what partitioning adds is what decides: one column is role_id, several carry their own names.
    for (const auto& part : to.key) {
        const bool surrogate = part.column == to.conventions.key_name;
        if (to.key.size() == 1 || surrogate)
            out.push_back(fit_name(stem + "_id"));
        else
            out.push_back(fit_name(stem + "_" + part.column));
    }
    return out;
}

void resolve_entities(workbench& bench) {
    const auto& sources = bench.document.entities;
    bench.entities.resize(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
        auto& entity = bench.entities[i];
        entity.source = &sources[i];
        entity.number = i;
        entity.name = *sources[i].name;
        bench.entity_by_name.emplace(entity.name, i);
        workbench::requirement stands(bench, entity.name,
                                      sources[i].description ? **sources[i].description : entity.name,
                                      bench.at(sources[i].name.where));
        entity.coverage = stands.row();
        resolve_names(bench, entity);
    }
    for (auto& entity : bench.entities) add_own_roles(bench, entity);
    for (auto& entity : bench.entities) place_has_one(bench, entity);
}

void resolve_keys(workbench& bench) {
    key_resolver resolver(bench);
    for (std::size_t i = 0; i < bench.entities.size(); ++i) resolver.resolve(i);
    for (auto& entity : bench.entities)
        for (auto& role : entity.roles) {
            const auto& other = bench.entities[role.to];
            role.columns = role_columns(role.name, other);
            for (const auto& part : other.key) role.referenced.push_back(part.column);
        }
}

}  // namespace tenon::design
