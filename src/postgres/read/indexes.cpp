// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"
#include "sql/quote.hpp"

// Indexes. A plain one is made from the catalogs alone: pg_get_indexdef is the dearest of the server's functions, as it
// loads the whole table, so it is asked for keys that are expressions only.
namespace tenon::postgres::read {

namespace {

struct opclass {
    oid method = 0;
    catalog::qualified_name name;
    oid input = 0;
    bool is_default = false;
};

/// What the keys of indexes refer to.
struct key_names {
    std::unordered_map<oid, opclass> opclasses;
    std::set<std::pair<oid, oid>> defaults;  ///< method and input type that have a default operator class
    std::unordered_map<std::uint64_t, std::pair<catalog::options, std::optional<int>>> settings;  ///< by index and key

    static std::uint64_t key(oid index, int number) {
        return (static_cast<std::uint64_t>(index) << 16) | static_cast<unsigned>(number);
    }
};

std::string qualified(const catalog::qualified_name& name) {
    return name.schema == "pg_catalog" ? sql::quote_identifier(name.name)
                                       : sql::quote_qualified(name.schema, name.name);
}

/// The operator class, unless it is the one the server takes for a key of this type (GetDefaultOpClass): the default
/// one for the very type, else a default one that the type is coercible to.
std::string opclass_text(const key_names& names, oid id, oid type) {
    const auto found = names.opclasses.find(id);
    if (found == names.opclasses.end()) return {};
    const auto& opclass = found->second;
    if (opclass.is_default && (opclass.input == type || !names.defaults.contains({opclass.method, type}))) return {};
    return qualified(opclass.name);
}

void take_index(builder& b, const key_names& names, row& r,
                std::map<catalog::qualified_name, catalog::materialized_view*>& views) {
    const oid id = r.oid();
    const oid table_oid = r.oid();
    const oid schema = r.oid();
    const std::string name = r.text();
    const char kind = r.letter();
    const oid method = r.oid();
    catalog::options options = r.options();
    const oid tablespace = r.oid();
    const bool unique = r.flag();
    const bool nulls_not_distinct = r.flag();
    const bool valid = r.flag();
    const bool clustered = r.flag();
    const bool replica_identity = r.flag();
    const auto numbers = r.integers();
    const auto key_count = static_cast<std::size_t>(r.integer());
    const auto opclasses = r.integers();
    const auto collations = r.integers();
    const auto flags = r.integers();
    const auto expression_types = r.integers();
    const auto expressions = r.texts();
    const std::string predicate = r.text();
    const oid behind = r.oid();
    const auto* relation = b.find_relation(table_oid);
    if (!relation) return;
    b.relations[id] = {b.name(schema, name), kind, relation->owner};

    if (clustered || replica_identity) {
        if (auto* table = b.find_table(table_oid)) {
            if (clustered) table->clustered_on = name;
            if (replica_identity) table->replica_index = name;
        } else if (const auto view = views.find(relation->name); view != views.end() && clustered) {
            view->second->clustered_on = name;
        }
    }

    std::vector<std::string> include;
    for (std::size_t i = key_count; i < numbers.size(); ++i) include.push_back(b.column_name(table_oid, numbers[i]));

    if (behind != 0) {
        auto* found = b.find_constraint(behind);
        if (!found) return;
        auto& constraint = *found;
        constraint.include = std::move(include);
        constraint.nulls_not_distinct = nulls_not_distinct;
        constraint.index_options = std::move(options);
        if (tablespace) constraint.index_tablespace = b.tablespaces.at(tablespace);
        constraint.index_comment = b.comment(in::class_, id);
        constraint.index_depends_on_extensions = b.depends_on_extensions(in::class_, id);
        b.places.emplace(address{in::class_, id}, b.places.at({in::constraint, behind}));
        return;
    }

    catalog::index index;
    index.name = b.name(schema, name);
    index.table = relation->name;
    index.method = b.access_methods.at(method);
    index.include = std::move(include);
    index.unique = unique;
    index.nulls_not_distinct = nulls_not_distinct;
    index.partitioned = kind == 'I';
    // A partitioned index is invalid as long as a partition lacks its part, which is no fault of the index.
    index.invalid = !valid && kind == 'i';
    index.options = std::move(options);
    if (tablespace) index.tablespace = b.tablespaces.at(tablespace);
    index.predicate = predicate;
    index.depends_on_extensions = b.depends_on_extensions(in::class_, id);
    index.comment = b.comment(in::class_, id);
    for (std::size_t i = 0; i < key_count; ++i) {
        catalog::index_key key;
        constexpr oid default_collation = 100;
        oid natural_collation = default_collation;
        oid type = 0;
        if (numbers[i] == 0) {
            key.expression = expressions.at(i);
            type = static_cast<oid>(expression_types.at(i));
        } else {
            key.column = b.column_name(table_oid, numbers[i]);
            const auto& traits = b.column_traits.at(table_oid).at(static_cast<std::size_t>(numbers[i]));
            natural_collation = traits.collation;
            type = traits.type;
        }
        const auto collation = static_cast<oid>(collations.at(i));
        if (collation != 0 && collation != natural_collation) key.collation = qualified(b.collations.at(collation));
        key.opclass = opclass_text(names, static_cast<oid>(opclasses.at(i)), type);
        key.descending = (flags.at(i) & 1) != 0;
        key.nulls_first = (flags.at(i) & 2) != 0;
        if (const auto found = names.settings.find(key_names::key(id, static_cast<int>(i) + 1));
            found != names.settings.end()) {
            key.opclass_options = found->second.first;
            if (!key.expression.empty()) key.statistics_target = found->second.second;
        }
        // An operator class with options must be named to carry them.
        if (!key.opclass_options.empty() && key.opclass.empty())
            key.opclass = qualified(names.opclasses.at(static_cast<oid>(opclasses.at(i))).name);
        index.keys.push_back(std::move(key));
    }
    b.remember_next<&catalog::contents::indexes>(in::class_, id);
    b.out.indexes.push_back(std::move(index));
}

void take_parents(builder& b) {
    std::unordered_map<std::string, std::string>
        parent_of;  // identity of an index or a constraint's index to its parent's name
    for (const auto& [child, parent] : b.inherits_index) {
        const auto* child_relation = b.find_relation(child);
        const auto* parent_relation = b.find_relation(parent);
        if (!child_relation || !parent_relation || (child_relation->kind != 'i' && child_relation->kind != 'I'))
            continue;
        parent_of[catalog::identity_of(child_relation->name)] =
            sql::quote_qualified(parent_relation->name.schema, parent_relation->name.name);
    }
    if (parent_of.empty()) return;
    for (auto& index : b.out.indexes)
        if (const auto found = parent_of.find(catalog::identity_of(index.name)); found != parent_of.end())
            index.parent_index = found->second;
    for (auto& constraint : b.out.constraints) {
        const bool indexed = constraint.kind != catalog::constraint_kind::check &&
                             constraint.kind != catalog::constraint_kind::foreign_key;
        if (!indexed) continue;
        const auto found = parent_of.find(catalog::identity_of({constraint.table.schema, constraint.name}));
        if (found != parent_of.end()) constraint.parent_index = found->second;
    }
}

}  // namespace

void add_indexes(std::vector<section>& all, int major) {
    auto names = std::make_shared<key_names>();
    all.push_back({"select oid, opcmethod, opcnamespace, opcname, opcintype, opcdefault from pg_opclass",
                   [names](builder& b, const result& rows) {
                       each(rows, [&](row& r) {
                           const oid id = r.oid();
                           auto& opclass = names->opclasses[id];
                           opclass.method = r.oid();
                           const oid schema = r.oid();
                           opclass.name = b.name(schema, r.text());
                           opclass.input = r.oid();
                           opclass.is_default = r.flag();
                           if (opclass.is_default) names->defaults.emplace(opclass.method, opclass.input);
                       });
                   }});
    all.push_back(
        // Only keys that are expressions have a statistics target, and no operator class of a B-tree has options: so
        // the columns of most indexes need not be looked at.
        {"select a.attrelid, a.attnum, a.attoptions, a.attstattarget from pg_index i join pg_class c on c.oid = "
         "i.indexrelid join pg_attribute a on a.attrelid = c.oid where (i.indexprs is not null or c.relam <> 403) and "
         "c.oid >= 16384 and a.attnum > 0 and (a.attoptions is not null or a.attstattarget >= 0)",
         [names](builder&, const result& rows) {
             each(rows, [&](row& r) {
                 const oid index = r.oid();
                 const int number = static_cast<int>(r.integer());
                 auto& [options, target] = names->settings[key_names::key(index, number)];
                 options = r.options();
                 target = r.maybe_integer();
                 if (target && *target < 0) target.reset();
             });
         }});
    all.push_back(
        {fmt::format("select i.indexrelid, i.indrelid, c.relnamespace, c.relname, c.relkind, c.relam, c.reloptions, "
                     "c.reltablespace, "
                     "i.indisunique, {}, i.indisvalid, i.indisclustered, i.indisreplident, i.indkey, i.indnkeyatts, "
                     "i.indclass, "
                     "i.indcollation, i.indoption, case when i.indexprs is not null then array(select atttypid from "
                     "pg_attribute where "
                     "attrelid = i.indexrelid order by attnum) end, case when i.indexprs is not null then array(select "
                     "pg_get_indexdef(i.indexrelid, n, false) from generate_series(1, i.indnkeyatts) n) end, "
                     "pg_get_expr(i.indpred, i.indrelid), x.oid from pg_index i join pg_class c on c.oid = "
                     "i.indexrelid left join "
                     "pg_constraint x on x.conindid = i.indexrelid and x.conrelid = i.indrelid and x.contype in ('p', "
                     "'u', 'x') where "
                     "i.indexrelid >= 16384 and c.relpersistence <> 't' and c.relnamespace in {}",
                     major >= 15 ? "i.indnullsnotdistinct" : "false", our_schemas),
         [names](builder& b, const result& rows) {
             std::map<catalog::qualified_name, catalog::materialized_view*> views;
             for (auto& v : b.out.materialized_views) views[v.name] = &v;
             each(rows, [&](row& r) { take_index(b, *names, r, views); });
             take_parents(b);
         }});
}

}  // namespace tenon::postgres::read
