// SPDX-License-Identifier: Apache-2.0
#include "design/constraints.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/columns.hpp"
#include "sql/attributes.hpp"

namespace tenon::design {

using catalog::constraint_kind;
using catalog::object_kind;
using requirements::search_kind;
using requirements::type_kind;

namespace {

/// Something that is unique: what the entity's behaviours make of it.
struct unique_wish {
    std::vector<std::string> columns;
    std::string where;  ///< SQL, "" is none
    bool nulls_equal = false, deferred = false;
    std::string name;
    std::string asked_by;
    position from;
    bool expressions = false;
    std::vector<catalog::index_key> keys;  ///< when expressions
};

void add_unique(workbench& bench, entity_model& entity, unique_wish wish) {
    auto& table = *entity.table;
    const auto table_id = table.id();
    const auto contains = [&](const std::string& column) {
        return std::find(wish.columns.begin(), wish.columns.end(), column) != wish.columns.end() ||
               std::any_of(wish.keys.begin(), wish.keys.end(), [&](const auto& key) { return key.column == column; });
    };
    const auto prepend = [&](const std::string& column) {
        if (wish.expressions)
            wish.keys.insert(wish.keys.begin(), {.column = column});
        else
            wish.columns.insert(wish.columns.begin(), column);
    };
    if (!entity.tenant.empty() && entity.tenant_unique && !contains(entity.tenant)) {
        prepend(entity.tenant);
        bench.decide(table_id, fmt::format("{} is unique for each tenant", wish.asked_by),
                     "one tenant must not learn from a conflict what another one has", "behaviour tenant_scoped",
                     wish.from);
    }
    if (table.partitions) {
        const std::string& by = table.partitions->column;
        if (!contains(by)) {
            if (wish.expressions)
                wish.keys.push_back({.column = by});
            else
                wish.columns.push_back(by);
            bench.problems.warning(
                code::unique_per_partition, wish.from,
                fmt::format("{} of {} is unique together with {} only: a partitioned table cannot hold more",
                            wish.asked_by, entity.name, by),
                "keep what must be unique everywhere in a table of its own");
            bench.decide(table_id, fmt::format("{} is unique together with {}", wish.asked_by, by),
                         "a unique index of a partitioned table contains the partition column", "unique partitioned",
                         wish.from);
        }
    }
    const std::vector<std::string> key(table.key.begin(), table.key.end());
    if (!wish.expressions && wish.where.empty() &&
        std::is_permutation(key.begin(), key.end(), wish.columns.begin(), wish.columns.end())) {
        bench.notes.redundant_indexes.push_back({table_id, wish.columns, "", wish.asked_by,
                                                 catalog::id_of(table.constraints.front()),
                                                 "the primary key has the same columns", wish.from});
        return;
    }
    if (!entity.deleted_at.empty()) {
        const std::string alive = fmt::format("{} IS NULL", sql::quote_identifier(entity.deleted_at));
        wish.where = wish.where.empty() ? alive
                     : wish.where.find(entity.deleted_at) != std::string::npos
                         ? wish.where
                         : fmt::format("({}) AND {}", wish.where, alive);
        bench.decide(table_id, fmt::format("{} is unique among the rows that are not deleted", wish.asked_by),
                     "a deleted row must not block its values", "behaviour soft_delete", wish.from);
        if (wish.deferred)
            bench.problems.warning(
                code::deferred_unique_partial, wish.from,
                fmt::format("{} of {} cannot be deferred: among rows that are not deleted it is an index",
                            wish.asked_by, entity.name),
                "leave out `deferred`, or soft_delete");
    }
    if (wish.nulls_equal && bench.settings.postgres < 15) {
        bench.problems.error(code::nulls_equal_needs_15, wish.from,
                             fmt::format("`nulls: equal` of {} needs PostgreSQL 15; the project is for {}", entity.name,
                                         bench.settings.postgres),
                             "set `postgres: 15` or later for the project");
    }
    if (wish.where.empty() && !wish.expressions) {
        catalog::constraint unique;
        unique.kind = constraint_kind::unique;
        unique.name = wish.name;
        unique.columns = wish.columns;
        unique.nulls_not_distinct = wish.nulls_equal;
        unique.deferrable = unique.initially_deferred = wish.deferred;
        for (const auto& other : table.constraints)
            if (other.kind == constraint_kind::unique && other.columns == unique.columns) return;
        auto& made = bench.add_constraint(table, std::move(unique), "unique", wish.columns);
        bench.notes.rules.push_back(
            {entity.name, made.name, "unique", join(wish.columns, ", "), "", catalog::id_of(made), wish.from});
        return;
    }
    wanted_index wanted;
    wanted.unique = true;
    wanted.nulls_not_distinct = wish.nulls_equal;
    wanted.name = wish.name;
    wanted.predicate = wish.where;
    if (wish.expressions)
        wanted.keys = wish.keys;
    else
        for (const auto& column : wish.columns) wanted.keys.push_back({.column = column});
    wanted.reason = fmt::format("{} is unique", wish.asked_by);
    wanted.asked_by = wish.asked_by;
    wanted.from = wish.from;
    bench.want(table, std::move(wanted));
}

/// An index for a way of searching that an attribute states.
void add_search(workbench& bench, entity_model& entity, const requirements::attribute& source) {
    if (!source.search) return;
    const std::string column = column_name_of(*source.name);
    const std::string name = sql::quote_identifier(column);
    wanted_index wanted;
    wanted.from = bench.at(source.search->where);
    wanted.asked_by = fmt::format("attribute {}: search {}", *source.name, requirements::to_string(**source.search));
    wanted.reason = fmt::format("{} is searched by {}", column, requirements::to_string(**source.search));
    catalog::index_key key;
    key.column = column;
    switch (**source.search) {
        case search_kind::contains:
            wanted.method = "gin";
            // Half the size of the default class, and it has the one operator that is asked for.
            if (source.type.kind == type_kind::json && !source.type.array) key.opclass = "jsonb_path_ops";
            break;
        case search_kind::keys:
            wanted.method = "gin";
            break;
        case search_kind::words:
            wanted.method = "gin";
            key.column.clear();
            key.expression = fmt::format("to_tsvector('simple'::regconfig, coalesce({}::text, ''))", name);
            break;
        case search_kind::similar:
            bench.need_extension("pg_trgm", fmt::format("{}.{} is searched by similarity", entity.name, *source.name));
            bench.depend(entity.table->id(), {object_kind::extension, "pg_trgm"});
            wanted.method = "gin";
            key.opclass = bench.quoted("gin_trgm_ops");
            if (source.type.kind == type_kind::email) {
                key.column.clear();
                key.expression = fmt::format("({}::text)", name);
            }
            break;
        case search_kind::prefix:
            if (source.type.kind == type_kind::email) {
                key.column.clear();
                key.expression = fmt::format("lower({}::text)", name);
                key.opclass = "text_pattern_ops";
            } else {
                key.opclass = source.type.length ? "varchar_pattern_ops" : "text_pattern_ops";
            }
            break;
        case search_kind::overlaps:
            wanted.method = source.type.kind == type_kind::range && !source.type.array ? "gist" : "gin";
            break;
    }
    wanted.keys.push_back(std::move(key));
    bench.want(*entity.table, std::move(wanted));
}

void add_attribute_wishes(workbench& bench, entity_model& entity) {
    for (const auto& source : entity.source->attributes) {
        const auto found = entity.columns_of.find(*source.name);
        if (found == entity.columns_of.end()) continue;
        workbench::requirement stands(bench, fmt::format("{}.{}", entity.name, *source.name), source.shorthand,
                                      bench.at(source.name.where));
        std::string column = found->second.front();
        if (source.type.kind == type_kind::encrypted && *source.findable) column += "_blind";
        const bool is_token = source.type.kind == type_kind::token;
        if (*source.unique || is_token)
            add_unique(bench, entity,
                       {.columns = {column}, .asked_by = *source.name, .from = bench.at(source.name.where)});
        else if (*source.indexed || (source.type.kind == type_kind::encrypted && *source.findable))
            bench.want(*entity.table, {.keys = {{.column = column}},
                                       .reason = *source.findable ? fmt::format("{} is findable", *source.name)
                                                                  : fmt::format("{} is indexed", *source.name),
                                       .asked_by = fmt::format("attribute {}: {}", *source.name,
                                                               *source.findable ? "findable" : "indexed"),
                                       .from = bench.at(source.name.where)});
        add_search(bench, entity, source);
    }
    for (const auto& source : entity.source->computed)
        if (*source.indexed)
            bench.want(*entity.table, {.keys = {{.column = column_name_of(*source.name)}},
                                       .reason = fmt::format("{} is indexed", *source.name),
                                       .asked_by = fmt::format("computed {}: indexed", *source.name),
                                       .from = bench.at(source.indexed.where)});
    for (const auto& role : entity.roles)
        if (role.unique) {
            workbench::requirement stands(bench, role.coverage);
            add_unique(bench, entity, {.columns = role.columns, .asked_by = role.name, .from = role.where});
        }
}

void add_unique_rules(workbench& bench, entity_model& entity) {
    int number = 0;
    for (const auto& source : entity.source->unique) {
        const position where = bench.at(source.at);
        std::vector<std::string> words;
        unique_wish wish;
        for (const auto& of : source.of) {
            words.push_back(*of.name);
            wish.expressions |= of.expression;
        }
        workbench::requirement stands(bench, fmt::format("{}.unique.{}", entity.name, ++number), join(words, ", "),
                                      where);
        if (wish.expressions) {
            wish.keys = index_keys(bench, entity, source.of);
        } else {
            for (const auto& of : source.of)
                for (const auto& column : columns_named(bench, entity, *of.name, bench.at(of.name.where)))
                    wish.columns.push_back(column);
        }
        if (source.where) wish.where = **source.where;
        wish.nulls_equal = *source.nulls_equal;
        wish.deferred = *source.deferred;
        if (source.name) wish.name = **source.name;
        wish.asked_by = join(words, ", ");
        wish.from = where;
        add_unique(bench, entity, std::move(wish));
    }
}

void add_exclusions(workbench& bench, entity_model& entity) {
    int number = 0;
    for (const auto& source : entity.source->exclude) {
        const position where = bench.at(source.at);
        std::vector<std::string> words, parts, columns;
        bool plain = false;  // an element that only btree types have: gist needs an extension for it
        for (const auto& of : source.of) {
            words.push_back(fmt::format("{} {}", *of.name, of.with));
            std::vector<std::string> names;
            if (of.expression)
                names.push_back(fmt::format("({})", *of.name));
            else
                for (const auto& column : columns_named(bench, entity, *of.name, bench.at(of.name.where))) {
                    names.push_back(sql::quote_identifier(column));
                    columns.push_back(column);
                }
            for (const auto& name : names) parts.push_back(fmt::format("{} WITH {}", name, of.with));
            plain |= of.with == "=" || of.with == "<>";
        }
        workbench::requirement stands(bench, fmt::format("{}.exclude.{}", entity.name, ++number), join(words, ", "),
                                      where);
        if (!entity.tenant.empty() && entity.tenant_unique &&
            std::find(columns.begin(), columns.end(), entity.tenant) == columns.end()) {
            parts.insert(parts.begin(), fmt::format("{} WITH =", sql::quote_identifier(entity.tenant)));
            columns.insert(columns.begin(), entity.tenant);
            plain = true;
            bench.decide(entity.table->id(), fmt::format("{} excludes for each tenant", join(words, ", ")),
                         "one tenant must not learn from a conflict what another one has", "behaviour tenant_scoped",
                         where);
        }
        const std::string method = source.using_ ? **source.using_ : "gist";
        if (plain && method == "gist") {
            bench.need_extension("btree_gist",
                                 fmt::format("an exclusion of {} compares plain values with =", entity.name));
        }
        if (entity.table->partitions && bench.settings.postgres < 17)
            bench.problems.error(
                code::exclude_partitioned, where,
                fmt::format("{} is partitioned and has an exclusion, which PostgreSQL {} does not allow", entity.name,
                            bench.settings.postgres),
                "set `postgres: 17` or later, or leave out one of them");
        std::string condition = source.where ? **source.where : "";
        if (!entity.deleted_at.empty() && condition.find(entity.deleted_at) == std::string::npos) {
            const std::string alive = fmt::format("{} IS NULL", sql::quote_identifier(entity.deleted_at));
            condition = condition.empty() ? alive : fmt::format("({}) AND {}", condition, alive);
            bench.decide(entity.table->id(),
                         fmt::format("{} excludes among the rows that are not deleted", join(words, ", ")),
                         "a deleted row must not block its values", "behaviour soft_delete", where);
        }
        catalog::constraint exclusion;
        exclusion.kind = constraint_kind::exclusion;
        if (source.name) exclusion.name = **source.name;
        exclusion.expression = fmt::format("USING {} ({})", method, join(parts, ", "));
        if (!condition.empty()) exclusion.expression += fmt::format(" WHERE ({})", condition);
        exclusion.deferrable = exclusion.initially_deferred = *source.deferred;
        auto& made = bench.add_constraint(*entity.table, std::move(exclusion), "exclude", columns);
        if (plain && method == "gist") bench.depend(catalog::id_of(made), {object_kind::extension, "btree_gist"});
        bench.notes.rules.push_back({entity.name, made.name, "exclude", join(words, ", "),
                                     source.reason ? **source.reason : "", catalog::id_of(made), where});
    }
}

void add_rules(workbench& bench, entity_model& entity) {
    int number = 0;
    for (const auto& source : entity.source->rules) {
        ++number;
        const std::string name = source.name ? snake_case(**source.name) : fmt::format("rule_{}", number);
        const position where = bench.at(source.name ? source.name->where : source.expression.where);
        workbench::requirement stands(bench, fmt::format("{}.rules.{}", entity.name, name), *source.expression, where);
        bench.add_check(*entity.table, *source.expression, {name}, source.description ? **source.description : "");
        bench.notes.rules.push_back({entity.name, name, "rule", *source.expression,
                                     source.description ? **source.description : "",
                                     catalog::id_of(entity.table->constraints.back()), where});
    }
    for (const auto& group : entity.source->exactly_one_of) {
        if (group.empty()) continue;
        std::vector<std::string> roles, columns;
        for (const auto& role : group) {
            roles.push_back(*role);
            const auto found = columns_named(bench, entity, *role, bench.at(role.where));
            if (!found.empty()) columns.push_back(found.front());
        }
        workbench::requirement stands(bench, fmt::format("{}.exactly_one_of.{}", entity.name, roles.front()),
                                      join(roles, ", "), bench.at(group.front().where));
        bench.add_check(*entity.table, fmt::format("num_nonnulls({}) = 1", sql::quote_list(columns)), {"exactly_one"},
                        fmt::format("Exactly one of {} is set.", join(roles, ", ")));
        bench.notes.rules.push_back({entity.name, entity.table->constraints.back().name, "exactly_one_of",
                                     join(roles, ", "), "", catalog::id_of(entity.table->constraints.back()),
                                     bench.at(group.front().where)});
    }
}

void add_declared_indexes(workbench& bench, entity_model& entity) {
    int number = 0;
    for (const auto& source : entity.source->index) {
        const position where = bench.at(source.at);
        std::vector<std::string> words;
        words.reserve(source.of.size());
        for (const auto& of : source.of) words.push_back(*of.name + (of.descending ? " desc" : ""));
        const std::string text = join(words, ", ");
        workbench::requirement stands(bench, fmt::format("{}.index.{}", entity.name, ++number), text, where);
        wanted_index wanted;
        wanted.keys = index_keys(bench, entity, source.of);
        if (source.using_) wanted.method = **source.using_;
        if (source.where) wanted.predicate = **source.where;
        for (const auto& column : source.include)
            for (const auto& name : columns_named(bench, entity, *column, bench.at(column.where)))
                wanted.include.push_back(name);
        if (source.name) wanted.name = **source.name;
        wanted.reason = source.reason ? fmt::format("declared: {}", **source.reason) : "declared";
        wanted.asked_by = fmt::format("index {}", text);
        wanted.from = where;
        bench.want(*entity.table, std::move(wanted));
    }
}

}  // namespace

std::vector<std::string> columns_named(workbench& bench, const entity_model& entity, const std::string& name,
                                       position where) {
    if (const auto found = entity.columns_of.find(name); found != entity.columns_of.end()) return found->second;
    if (entity.table->by_column.count(name) > 0) return {name};
    std::vector<std::string> known;
    known.reserve(entity.table->table.columns.size());
    for (const auto& column : entity.table->table.columns) known.push_back(column.name);
    const auto near = closest(name, known);
    bench.problems.error(
        code::column_unknown, std::move(where),
        fmt::format("{} has no attribute, role or column \"{}\"", entity.name, name),
        near ? fmt::format("did you mean \"{}\"?", *near) : fmt::format("it has {}", join(known, ", ")));
    return {};
}

std::vector<catalog::index_key> index_keys(workbench& bench, const entity_model& entity,
                                           const std::vector<requirements::column_reference>& of) {
    std::vector<catalog::index_key> out;
    for (const auto& reference : of) {
        catalog::index_key key;
        key.collation = reference.collation;
        key.opclass = reference.operators;
        key.descending = reference.descending;
        key.nulls_first = reference.nulls_first.value_or(reference.descending);
        if (reference.expression) {
            key.expression = *reference.name;
            out.push_back(std::move(key));
            continue;
        }
        for (const auto& column : columns_named(bench, entity, *reference.name, bench.at(reference.name.where))) {
            key.column = column;
            out.push_back(key);
        }
    }
    return out;
}

void add_constraints(workbench& bench, entity_model& entity) {
    auto& table = *entity.table;
    {
        workbench::requirement stands(bench, entity.coverage);
        for (const auto& part : entity.key) table.key.push_back(part.column);
        catalog::constraint key;
        key.kind = constraint_kind::primary_key;
        key.columns = table.key;
        bench.add_constraint(table, std::move(key), "primary_key", {});
    }
    add_attribute_wishes(bench, entity);
    add_unique_rules(bench, entity);
    add_exclusions(bench, entity);
    add_rules(bench, entity);
    add_declared_indexes(bench, entity);
}

}  // namespace tenon::design
