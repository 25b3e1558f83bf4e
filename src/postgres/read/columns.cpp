// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

/// A row of pg_attribute, before it is known what kind of relation it belongs to.
struct attribute {
    oid relation = 0;
    int number = 0;
    std::string name, type, collation;
    column_traits traits;
    bool not_null = false;
    char identity = 0, generated = 0;
    bool local = true;
    char storage = 0, compression = 0;
    std::optional<int> statistics_target;
    catalog::options options, foreign_options;
    oid default_oid = 0;
    std::string default_;
};

attribute read_attribute(row& r) {
    attribute a;
    a.relation = r.oid();
    a.number = static_cast<int>(r.integer());
    a.name = r.text();
    a.type = r.text();
    a.traits.type = r.oid();
    a.traits.collation = r.oid();
    a.collation = r.text();
    a.not_null = r.flag();
    a.identity = r.letter();
    a.generated = r.letter();
    a.local = r.flag();
    a.storage = r.letter();
    a.compression = r.letter();
    a.statistics_target = r.maybe_integer();
    if (a.statistics_target && *a.statistics_target < 0) a.statistics_target.reset();
    a.options = r.options();
    a.options.erase("pg_attver");  // the server's own bookkeeping in some minors: nobody set it, nobody can
    a.foreign_options = r.options();
    a.default_oid = r.oid();
    a.default_ = r.text();
    return a;
}

catalog::column table_column(builder& b, attribute a, oid owner) {
    catalog::column column;
    column.name = std::move(a.name);
    column.type = std::move(a.type);
    column.collation = std::move(a.collation);
    if (a.not_null) column.not_null.emplace();
    column.identity = a.identity == 'a'   ? catalog::identity_kind::always
                      : a.identity == 'd' ? catalog::identity_kind::by_default
                                          : catalog::identity_kind::none;
    column.generated = a.generated == 's'   ? catalog::generation::stored
                       : a.generated == 'v' ? catalog::generation::virtual_
                                            : catalog::generation::none;
    column.inherited = !a.local;
    column.storage = storage_word(a.storage);
    column.compression = a.compression == 'p' ? "pglz" : a.compression == 'l' ? "lz4" : "";
    column.statistics_target = a.statistics_target;
    column.options = std::move(a.options);
    column.foreign_options = std::move(a.foreign_options);
    column.default_ = std::move(a.default_);
    column.privileges = b.privileges(in::class_, a.relation, owner, a.number);
    column.comment = b.comment(in::class_, a.relation, a.number);
    return column;
}

catalog::view_column view_column(builder& b, attribute a, oid owner) {
    catalog::view_column column;
    column.name = std::move(a.name);
    column.type = std::move(a.type);
    column.default_ = std::move(a.default_);
    column.storage = storage_word(a.storage);
    column.compression = a.compression == 'p' ? "pglz" : a.compression == 'l' ? "lz4" : "";
    column.statistics_target = a.statistics_target;
    column.options = std::move(a.options);
    column.privileges = b.privileges(in::class_, a.relation, owner, a.number);
    column.comment = b.comment(in::class_, a.relation, a.number);
    return column;
}

catalog::composite_attribute composite_attribute(builder& b, attribute a) {
    catalog::composite_attribute out;
    out.name = std::move(a.name);
    out.type = std::move(a.type);
    out.collation = std::move(a.collation);
    out.comment = b.comment(in::class_, a.relation, a.number);
    return out;
}

/// The owners of columns, by relation.
struct receivers {
    std::map<catalog::qualified_name, catalog::table*> tables;
    std::map<catalog::qualified_name, catalog::view*> views;
    std::map<catalog::qualified_name, catalog::materialized_view*> materialized_views;
    std::map<catalog::qualified_name, catalog::composite_type*> composites;

    explicit receivers(catalog::contents& out) {
        for (auto& o : out.tables) tables[o.name] = &o;
        for (auto& o : out.views) views[o.name] = &o;
        for (auto& o : out.materialized_views) materialized_views[o.name] = &o;
        for (auto& o : out.composite_types) composites[o.name] = &o;
    }
};

void give(builder& b, receivers& to, attribute a) {
    const auto& relation = b.relations.at(a.relation);
    switch (relation.kind) {
        case 'v':
            to.views.at(relation.name)->columns.push_back(view_column(b, std::move(a), relation.owner));
            break;
        case 'm':
            to.materialized_views.at(relation.name)->columns.push_back(view_column(b, std::move(a), relation.owner));
            break;
        case 'c':
            to.composites.at(relation.name)->attributes.push_back(composite_attribute(b, std::move(a)));
            break;
        default:
            to.tables.at(relation.name)->columns.push_back(table_column(b, std::move(a), relation.owner));
    }
}

void take_columns(builder& b, const result& rows) {
    std::vector<attribute> all;
    all.reserve(static_cast<std::size_t>(rows.row_count()));
    each(rows, [&](row& r) {
        auto a = read_attribute(r);
        if (b.find_relation(a.relation)) all.push_back(std::move(a));
    });
    // The server is not asked to sort: here it is a tenth of the cost.
    std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) {
        return std::tie(x.relation, x.number) < std::tie(y.relation, y.number);
    });
    receivers to(b.out);
    for (auto& a : all) {
        auto& names = b.columns[a.relation];
        names.resize(static_cast<std::size_t>(a.number) + 1);
        names.back() = a.name;
        b.column_traits[a.relation].resize(names.size());
        b.column_traits[a.relation].back() = a.traits;
        const auto& relation = b.relations.at(a.relation).name;
        b.ids.insert_or_assign({in::class_, a.relation, a.number}, column_id(relation, a.name));
        if (a.default_oid) b.remember(in::attrdef, a.default_oid, column_default_id(relation, a.name));
        give(b, to, std::move(a));
    }
    for (const auto& [id, relation] : b.relations)
        if (relation.kind != 'S') b.columns.try_emplace(id, std::vector<std::string>(1));
}

}  // namespace

void add_columns(std::vector<section>& all, int) {
    // A plain default refers to no column, so pg_get_expr need not load its table; a generation expression does.
    all.push_back(
        {fmt::format(
             "select a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.atttypid, "
             "a.attcollation, case when a.attcollation <> "
             "t.typcollation then a.attcollation::regcollation::text end, a.attnotnull, a.attidentity, a.attgenerated, "
             "a.attislocal, case when a.attstorage <> t.typstorage then a.attstorage end, a.attcompression, "
             "a.attstattarget, a.attoptions, a.attfdwoptions, d.oid, pg_get_expr(d.adbin, case when a.attgenerated = "
             "'' "
             "then 0 else d.adrelid end) from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on "
             "t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where "
             "a.attnum > "
             "0 and not a.attisdropped and c.oid >= 16384 and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c') and "
             "c.relpersistence <> 't' and c.relnamespace in {}",
             our_schemas),
         take_columns});
}

}  // namespace tenon::postgres::read
