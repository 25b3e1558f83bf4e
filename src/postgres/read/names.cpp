// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

// The small catalogs whose names all others refer to, and what is looked up by address: comments, privileges,
// membership in extensions.
namespace tenon::postgres::read {

namespace {

/// One branch of the union over all access control lists: those set now and the built-in default of the same object.
std::string acl_branch(std::string_view table, std::string_view catalog, std::string_view column,
                       std::string_view owner, std::string_view letter, std::string_view condition) {
    return fmt::format(
        "select {0}::oid, o.oid, a.grantor, a.grantee, a.privilege_type, a.is_grantable, false from {1} o left join "
        "lateral aclexplode(o.{2}) a on true where o.{2} is not null and {5} union all select {0}::oid, o.oid, "
        "a.grantor, a.grantee, a.privilege_type, a.is_grantable, true from {1} o, lateral aclexplode(acldefault({4}, "
        "o.{3})) a "
        "where "
        "o.{2} is not null and {5}",
        catalog, table, column, owner, letter, condition);
}

std::string acl_sql() {
    const std::string user = "o.oid >= 16384";
    std::string sql = acl_branch("pg_class", "1259", "relacl", "relowner",
                                 "case when o.relkind = 'S' then 's'::\"char\" else 'r' end", user);
    const auto also = [&](auto... branch) { sql += " union all " + acl_branch(branch...); };
    also("pg_proc", "1255", "proacl", "proowner", "'f'", user);
    also("pg_type", "1247", "typacl", "typowner", "'T'", user);
    also("pg_namespace", "2615", "nspacl", "nspowner", "'n'", "(o.oid >= 16384 or o.nspname = 'public')");
    also("pg_language", "2612", "lanacl", "lanowner", "'l'", "true");
    also("pg_foreign_data_wrapper", "2328", "fdwacl", "fdwowner", "'F'", user);
    also("pg_foreign_server", "1417", "srvacl", "srvowner", "'S'", user);
    return sql;
}

void take_acls(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const address where{static_cast<in>(r.oid()), r.oid()};
        builder::given given;
        given.grantor = r.oid();
        given.grantee = r.oid();
        given.privilege = r.text();
        given.grantable = r.flag();
        const bool built_in = r.flag();
        auto& acl = b.acls[where];
        // An empty list comes as one row of nulls: it says that there is a list.
        if (!given.privilege.empty()) (built_in ? acl.built_in : acl.now).push_back(std::move(given));
    });
}

template <class Map>
auto into(Map builder::*map) {
    return [map](builder& b, const result& rows) {
        each(rows, [&](row& r) {
            const oid key = r.oid();
            (b.*map)[key] = r.text();
        });
    };
}

auto into_qualified(std::unordered_map<oid, catalog::qualified_name> builder::*map) {
    return [map](builder& b, const result& rows) {
        each(rows, [&](row& r) {
            const oid key = r.oid();
            const oid schema = r.oid();
            (b.*map)[key] = b.name(schema, r.text());
        });
    };
}

/// The schema public begins with what initdb gives, not with what CREATE SCHEMA gives: that is its nothing to say.
catalog::privileges of_public(const catalog::privileges& now, int major) {
    using names = std::vector<std::string>;
    const catalog::grant owners{std::string(catalog::the_owner), "", {"CREATE", "USAGE"}, {}};
    const catalog::grant everybodys{"", "", major >= 15 ? names{"USAGE"} : names{"CREATE", "USAGE"}, {}};
    const std::vector<catalog::grant> list = now ? *now : std::vector{owners};
    if (list == std::vector{everybodys, owners}) return std::nullopt;
    return list;
}

void take_schemas(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const std::string name = r.text();
        const oid owner = r.oid();
        const bool ours = r.flag();
        const bool initial_owner = r.flag();
        b.schemas[id] = name;
        if (!ours || b.is_member(in::namespace_, id)) return;
        catalog::schema schema;
        schema.name = name;
        if (!initial_owner) schema.owner = b.owner(owner);
        schema.privileges = b.privileges(in::namespace_, id, owner);
        if (name == "public") schema.privileges = of_public(schema.privileges, b.out.major);
        schema.comment = b.comment(in::namespace_, id);
        b.remember(in::namespace_, id, catalog::id_of(schema));
        b.out.schemas.push_back(std::move(schema));
    });
}

void take_extensions(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        catalog::extension extension;
        const oid id = r.oid();
        extension.name = r.text();
        extension.schema = b.schema(r.oid());
        extension.version = r.text();
        extension.comment = b.comment(in::extension, id);
        b.extensions[id] = extension.name;
        b.remember(in::extension, id, catalog::id_of(extension));
        b.out.extensions.push_back(std::move(extension));
    });
}

void take_marks(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const auto catalog_oid = static_cast<in>(r.oid());
        const oid object = r.oid();
        b.marked[{catalog_oid, object}].push_back(b.extensions.at(r.oid()));
    });
}

void take_comments(builder& b, const result& rows) {
    b.comments.reserve(static_cast<std::size_t>(rows.row_count()));
    each(rows, [&](row& r) {
        const auto catalog_oid = static_cast<in>(r.oid());
        const oid object = r.oid();
        const int part = static_cast<int>(r.integer());
        b.comments.emplace(address{catalog_oid, object, part}, r.text());
    });
}

void take_members(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const auto catalog_oid = static_cast<in>(r.oid());
        const oid object = r.oid();
        b.extension_members.emplace(address{catalog_oid, object}, r.oid());
    });
}

}  // namespace

void add_names(std::vector<section>& all, int major) {
    all.push_back({"select datdba from pg_database where datname = current_database()",
                   [](builder& b, const result& rows) { b.database_owner = static_cast<oid>(rows.integer(0, 0)); }});
    all.push_back({"select oid, rolname from pg_roles", into(&builder::roles)});
    all.push_back({"select classid, objid, refobjid from pg_depend where deptype = 'e'", take_members});
    // Comments on what users made, and on the schema public and the extensions that a new database has.
    all.push_back(
        {"select classoid, objoid, objsubid, description from pg_description where objoid >= 16384 or classoid = "
         "3079 or (classoid = 2615 and objoid = (select oid from pg_namespace where nspname = 'public'))",
         take_comments});
    all.push_back({acl_sql(), take_acls});
    // initdb gives public to pg_database_owner (15 and later) or to the bootstrap superuser, with privileges of its
    // own: as long as they stand, nothing is said about them.
    all.push_back(
        {fmt::format("select n.oid, n.nspname, n.nspowner, n.oid in {} and (n.oid >= 16384 or n.nspname = 'public'), "
                     "n.nspname = 'public' and {} from pg_namespace n",
                     our_schemas,
                     major >= 15 ? "n.nspowner = (select oid from pg_roles where rolname = 'pg_database_owner')"
                                 : "n.nspowner = 10"),
         take_schemas});
    all.push_back({"select oid, extname, extnamespace, extversion from pg_extension", take_extensions});
    all.push_back(
        {"select classid, objid, refobjid from pg_depend where deptype = 'x' and refclassid = 3079", take_marks});
    all.push_back({"select oid, amname from pg_am", into(&builder::access_methods)});
    all.push_back({"select oid, spcname from pg_tablespace", into(&builder::tablespaces)});
    all.push_back({"select oid, lanname from pg_language", into(&builder::languages)});
    all.push_back({"select oid, collnamespace, collname from pg_collation", into_qualified(&builder::collations)});
    all.push_back({"select oid, opfnamespace, opfname from pg_opfamily", into_qualified(&builder::opfamilies)});
    all.push_back({"select oid, prsnamespace, prsname from pg_ts_parser", into_qualified(&builder::ts_parsers)});
    all.push_back({"select oid, tmplnamespace, tmplname from pg_ts_template", into_qualified(&builder::ts_templates)});
    all.push_back({"select oid, dictnamespace, dictname from pg_ts_dict", into_qualified(&builder::ts_dictionaries)});
    all.push_back({"select oid, srvname from pg_foreign_server", into(&builder::foreign_servers)});
    all.push_back({"select oid, fdwname from pg_foreign_data_wrapper", into(&builder::foreign_data_wrappers)});
}

}  // namespace tenon::postgres::read
