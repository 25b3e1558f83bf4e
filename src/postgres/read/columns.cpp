// SPDX-License-Identifier: Apache-2.0
#include "base/failure.hpp"
#include "base/text.hpp"
#include "postgres/read/builder.hpp"
#include "postgres/read/secrets.hpp"

#include <span>

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
    std::vector<builder::given> grants;
};

/// Grants as the statement below makes them: "grantor grantee grantable privilege".
std::vector<builder::given> parse_grants(const std::vector<std::string>& texts) {
    std::vector<builder::given> all;
    for (const auto& text : texts) {
        const auto words = split(text, ' ');
        require(words.size() == 4, "a grant on a column is not as asked for");
        const auto number = [](std::string_view word) { return static_cast<oid>(std::stoul(std::string(word))); };
        all.push_back({number(words[0]), number(words[1]), std::string(words[3]), words[2] == "true"});
    }
    return all;
}

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
    a.grants = parse_grants(r.texts());
    return a;
}

catalog::privileges column_privileges(const builder& b, const attribute& a, oid owner) {
    if (a.grants.empty()) return std::nullopt;
    return b.grants(a.grants, owner);
}

catalog::column table_column(const builder& b, attribute a, oid owner) {
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
    column.secrets = take_secrets(column.foreign_options);
    column.default_ = std::move(a.default_);
    column.privileges = column_privileges(b, a, owner);
    column.comment = b.comment(in::class_, a.relation, a.number);
    return column;
}

catalog::view_column view_column(const builder& b, attribute a, oid owner) {
    catalog::view_column column;
    column.name = std::move(a.name);
    column.type = std::move(a.type);
    column.default_ = std::move(a.default_);
    column.storage = storage_word(a.storage);
    column.compression = a.compression == 'p' ? "pglz" : a.compression == 'l' ? "lz4" : "";
    column.statistics_target = a.statistics_target;
    column.options = std::move(a.options);
    column.privileges = column_privileges(b, a, owner);
    column.comment = b.comment(in::class_, a.relation, a.number);
    return column;
}

catalog::composite_attribute composite_attribute(const builder& b, attribute a) {
    catalog::composite_attribute out;
    out.name = std::move(a.name);
    out.type = std::move(a.type);
    out.collation = std::move(a.collation);
    out.comment = b.comment(in::class_, a.relation, a.number);
    return out;
}

using attributes = std::span<attribute>;

/// To a view or a materialized view.
template <class View>
void give_to_view(const builder& b, View& view, attributes all, oid owner) {
    for (auto& a : all) view.columns.push_back(view_column(b, std::move(a), owner));
}

/// What has columns apart from tables; there are few of them.
struct receivers {
    std::map<catalog::qualified_name, catalog::view*> views;
    std::map<catalog::qualified_name, catalog::materialized_view*> materialized_views;
    std::map<catalog::qualified_name, catalog::composite_type*> composites;

    explicit receivers(catalog::contents& out) {
        for (auto& o : out.views) views[o.name] = &o;
        for (auto& o : out.materialized_views) materialized_views[o.name] = &o;
        for (auto& o : out.composite_types) composites[o.name] = &o;
    }
};

void give(builder& b, const receivers& to, const relation& relation, attributes all) {
    switch (relation.kind) {
        case 'v':
            return give_to_view(b, *to.views.at(relation.name), all, relation.owner);
        case 'm':
            return give_to_view(b, *to.materialized_views.at(relation.name), all, relation.owner);
        case 'c': {
            auto& attributes = to.composites.at(relation.name)->attributes;
            for (auto& a : all) attributes.push_back(composite_attribute(b, std::move(a)));
            return;
        }
        default: {
            auto* table = b.find_table(all.front().relation);
            require(table != nullptr, "columns belong to no table");
            table->columns.reserve(all.size());
            for (auto& a : all) table->columns.push_back(table_column(b, std::move(a), relation.owner));
        }
    }
}

/// Remembers the names and types of one relation's columns, for the sections that know columns by number.
void remember_columns(builder& b, attributes all) {
    const auto size = static_cast<std::size_t>(all.back().number) + 1;
    auto& names = b.columns[all.front().relation];
    auto& traits = b.column_traits[all.front().relation];
    names.resize(size);
    traits.resize(size);
    for (const auto& a : all) {
        names[static_cast<std::size_t>(a.number)] = a.name;
        traits[static_cast<std::size_t>(a.number)] = a.traits;
        if (a.default_oid) b.column_defaults.emplace(a.default_oid, std::pair(a.relation, a.number));
    }
}

void take_columns(builder& b, const result& rows) {
    std::vector<attribute> all;
    all.reserve(static_cast<std::size_t>(rows.row_count()));
    each(rows, [&](row& r) {
        auto a = read_attribute(r);
        if (b.find_relation(a.relation)) all.push_back(std::move(a));
    });
    // The server is not asked to sort: it scans in this order most of the time, and here sorting is a tenth of the
    // cost.
    const auto by_number = [](const attribute& x, const attribute& y) {
        return std::tie(x.relation, x.number) < std::tie(y.relation, y.number);
    };
    if (!std::is_sorted(all.begin(), all.end(), by_number)) std::sort(all.begin(), all.end(), by_number);
    const receivers to(b.out);
    for (auto first = all.begin(); first != all.end();) {
        const auto last = std::find_if(first, all.end(), [&](const auto& a) { return a.relation != first->relation; });
        const attributes one(first, last);
        remember_columns(b, one);
        give(b, to, b.relations.at(first->relation), one);
        first = last;
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
             "a.attcollation, case when a.attcollation <> t.typcollation then a.attcollation::regcollation::text end, "
             "a.attnotnull, a.attidentity, a.attgenerated, a.attislocal, case when a.attstorage <> t.typstorage then "
             "a.attstorage end, a.attcompression, a.attstattarget, a.attoptions, a.attfdwoptions, d.oid, "
             "pg_get_expr(d.adbin, case when a.attgenerated = '' then 0 else d.adrelid end), case when a.attacl is not "
             "null then array(select concat_ws(' ', g.grantor, g.grantee, g.is_grantable::text, g.privilege_type) from "
             "aclexplode(a.attacl) g) end from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on "
             "t.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where "
             "a.attnum > 0 and not a.attisdropped and c.oid >= 16384 and c.relkind in ('r', 'p', 'f', 'v', 'm', 'c') "
             "and c.relpersistence <> 't' and c.relnamespace in {}",
             our_schemas),
         take_columns});
}

}  // namespace tenon::postgres::read
