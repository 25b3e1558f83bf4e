// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

// What was granted and revoked on objects that the server or an extension brought along: the difference from
// pg_init_privs, where initdb and CREATE EXTENSION keep what they left there. pg_dump writes the same.
namespace tenon::postgres::read {

namespace {

/// What pg_identify_object calls it; nothing for a kind that Tenon does not know.
std::optional<catalog::object_kind> kind_of(std::string_view words) {
    using enum catalog::object_kind;
    static const std::map<std::string_view, catalog::object_kind> kinds = {
        {"table", table},
        {"foreign table", table},
        {"view", view},
        {"materialized view", materialized_view},
        {"sequence", sequence},
        {"function", function},
        {"procedure", procedure},
        {"aggregate", aggregate},
        {"type", base_type},
        {"schema", schema},
        {"language", language},
        {"foreign-data wrapper", foreign_data_wrapper},
        {"server", foreign_server},
    };
    const auto found = kinds.find(words);
    return found == kinds.end() ? std::nullopt : std::optional(found->second);
}

/// One branch of the union over all access control lists of objects that are not their user's own.
std::string branch(std::string_view table, std::string_view catalog_oid, std::string_view acl, std::string_view owner,
                   std::string_view default_letter, std::string_view schema) {
    const std::string visible =
        schema.empty() ? std::string() : fmt::format(" and o.{} <> 'information_schema'::regnamespace", schema);
    return fmt::format("select {}::oid, o.oid, 0, o.{}, o.{}, {} from {} o where o.{} is not null{}", catalog_oid, acl,
                       owner, default_letter, table, acl, visible);
}

std::string changed_acls_sql() {
    std::string all = branch("pg_class", "1259", "relacl", "relowner",
                             "case when o.relkind = 'S' then 's'::\"char\" else 'r' end", "relnamespace");
    const auto also = [&](auto... of) { all += " union all " + branch(of...); };
    also("pg_proc", "1255", "proacl", "proowner", "'f'", "pronamespace");
    also("pg_type", "1247", "typacl", "typowner", "'T'", "typnamespace");
    also("pg_language", "2612", "lanacl", "lanowner", "'l'", "");
    also("pg_foreign_data_wrapper", "2328", "fdwacl", "fdwowner", "'F'", "");
    also("pg_foreign_server", "1417", "srvacl", "srvowner", "'S'", "");
    // The schema public is a database's own: its privileges stand with it.
    all +=
        " union all select 2615::oid, o.oid, 0, o.nspacl, o.nspowner, 'n' from pg_namespace o where o.nspacl is not "
        "null and o.nspname not in ('public', 'information_schema') and o.nspname !~ '^pg_(toast_)?temp_'";
    all +=
        " union all select 1259::oid, o.attrelid, o.attnum, o.attacl, c.relowner, 'c' from pg_attribute o join "
        "pg_class c on c.oid = o.attrelid where o.attacl is not null and not o.attisdropped and c.relnamespace <> "
        "'information_schema'::regnamespace";
    return fmt::format(
        "with changed as (select x.*, e.refobjid extension, i.initprivs from ({}) x (catalog, id, part, acl, owner, "
        "letter) left join pg_init_privs i on i.classoid = x.catalog and i.objoid = x.id and i.objsubid = x.part left "
        "join pg_depend e on e.classid = x.catalog and e.objid = x.id and e.objsubid = 0 and e.deptype = 'e' and "
        "e.refclassid = 3079 where (x.id < 16384 or e.refobjid is not null) and x.acl is distinct from i.initprivs) "
        // GRANT takes no type by a name of several words.
        "select c.catalog, c.id, c.part, d.type, case d.type when 'type' then d.schema || '.' || d.name else "
        "d.identity "
        "end, (select attname from pg_attribute where c.part > 0 and "
        "attrelid = c.id and attnum = c.part), c.extension, c.owner, c.initprivs is not null, l.what, a.grantor, "
        "a.grantee, a.privilege_type, a.is_grantable from changed c cross join lateral pg_identify_object(c.catalog, "
        "c.id, 0) d cross join lateral (values ('n', c.acl), ('i', c.initprivs), ('d', acldefault(c.letter::\"char\", "
        "c.owner))) l (what, acl) left join lateral aclexplode(l.acl) a on true",
        all);
}

/// What is read of one object before its lists are complete.
struct entry {
    catalog::changed_privileges value;
    oid owner = 0;
    bool has_initial = false;
    std::vector<builder::given> now, initial, built_in;
};

catalog::privileges unless_built_in(std::vector<catalog::grant> list, const std::vector<catalog::grant>& built_in) {
    if (list == built_in) return std::nullopt;
    return list;
}

void take_changed(builder& b, const result& rows) {
    std::map<std::tuple<oid, oid, std::int64_t>, entry> entries;
    std::set<std::tuple<oid, oid, std::int64_t>> unknown;
    each(rows, [&](row& r) {
        const oid catalog_oid = r.oid();
        const oid id = r.oid();
        const auto part = r.integer();
        const auto kind = kind_of(r.view());
        if (!kind) {
            unknown.emplace(catalog_oid, id, part);
            return;
        }
        auto& entry = entries[{catalog_oid, id, part}];
        entry.value.on = {*kind, r.text()};
        entry.value.column = r.text();
        if (const oid extension = r.oid()) entry.value.extension = b.extensions.at(extension);
        entry.owner = r.oid();
        entry.has_initial = r.flag();
        const char what = r.letter();
        builder::given given;
        given.grantor = r.oid();
        given.grantee = r.oid();
        given.privilege = r.text();
        given.grantable = r.flag();
        // An empty list comes as one row of nulls. The initial list may name roles that were dropped since.
        if (given.privilege.empty() || !b.roles.contains(given.grantor)) return;
        if (given.grantee != 0 && !b.roles.contains(given.grantee)) return;
        (what == 'n' ? entry.now : what == 'i' ? entry.initial : entry.built_in).push_back(std::move(given));
    });
    for (auto& [key, entry] : entries) {
        const auto built_in = b.grants(entry.built_in, entry.owner);
        entry.value.privileges = unless_built_in(b.grants(entry.now, entry.owner), built_in);
        if (entry.has_initial) entry.value.initial = unless_built_in(b.grants(entry.initial, entry.owner), built_in);
        if (entry.value.privileges != entry.value.initial) b.out.changed_privileges.push_back(std::move(entry.value));
    }
    if (!unknown.empty())
        b.not_read.push_back(
            {"changed privileges on objects of a kind unknown to Tenon", static_cast<std::int64_t>(unknown.size())});
}

}  // namespace

void add_privileges(std::vector<section>& all) {
    all.push_back({changed_acls_sql(), take_changed});
}

}  // namespace tenon::postgres::read
