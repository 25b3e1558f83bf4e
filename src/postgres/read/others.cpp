// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

void take_languages(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::language l;
        l.name = b.languages.at(id);
        const oid owner = r.oid();
        l.trusted = r.flag();
        l.handler = r.function();
        l.inline_ = r.function();
        l.validator = r.function();
        l.owner = b.owner(owner);
        l.privileges = b.privileges(in::language, id, owner);
        l.comment = b.comment(in::language, id);
        b.remember(in::language, id, catalog::id_of(l));
        if (!b.is_member(in::language, id)) b.out.languages.push_back(std::move(l));
    });
}

void take_access_methods(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::access_method m;
        m.name = b.access_methods.at(id);
        m.table = r.letter() == 't';
        m.handler = r.function();
        m.comment = b.comment(in::am, id);
        b.remember(in::am, id, catalog::id_of(m));
        if (!b.is_member(in::am, id)) b.out.access_methods.push_back(std::move(m));
    });
}

void take_collations(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::collation c;
        c.name = b.collations.at(id);
        c.owner = b.owner(r.oid());
        const char provider = r.letter();
        c.provider = provider == 'i' ? "icu" : provider == 'b' ? "builtin" : "libc";
        c.deterministic = r.flag();
        c.collate = r.text();
        c.ctype = r.text();
        c.locale = r.text();
        c.rules = r.text();
        c.comment = b.comment(in::collation, id);
        b.remember(in::collation, id, catalog::id_of(c));
        if (!b.is_member(in::collation, id)) b.out.collations.push_back(std::move(c));
    });
}

void take_conversions(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::conversion c;
        const oid schema = r.oid();
        c.name = b.name(schema, r.text());
        c.owner = b.owner(r.oid());
        c.source = r.text();
        c.target = r.text();
        c.function = r.function();
        c.default_ = r.flag();
        c.comment = b.comment(in::conversion, id);
        b.remember(in::conversion, id, catalog::id_of(c));
        if (!b.is_member(in::conversion, id)) b.out.conversions.push_back(std::move(c));
    });
}

void take_transforms(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::transform t;
        t.type = r.text();
        t.language = b.languages.at(r.oid());
        t.from_sql = r.function();
        t.to_sql = r.function();
        t.comment = b.comment(in::transform, id);
        b.remember(in::transform, id, catalog::id_of(t));
        if (!b.is_member(in::transform, id)) b.out.transforms.push_back(std::move(t));
    });
}

void take_statistics(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const auto* relation = b.find_relation(r.oid());
        if (!relation) return;
        catalog::extended_statistics s;
        s.table = relation->name;
        const oid schema = r.oid();
        s.name = b.name(schema, r.text());
        s.owner = b.owner(r.oid());
        // Expressions are one kind of their own, which CREATE STATISTICS does not name.
        for (const auto& kind : r.texts()) {
            if (kind == "d") s.kinds.emplace_back("ndistinct");
            if (kind == "f") s.kinds.emplace_back("dependencies");
            if (kind == "m") s.kinds.emplace_back("mcv");
        }
        std::sort(s.kinds.begin(), s.kinds.end());
        if (s.kinds.size() == 3) s.kinds.clear();
        s.columns = r.text();
        s.target = r.maybe_integer();
        if (s.target && *s.target < 0) s.target.reset();
        s.comment = b.comment(in::statistic, id);
        b.remember(in::statistic, id, catalog::id_of(s));
        if (!b.is_member(in::statistic, id)) b.out.statistics.push_back(std::move(s));
    });
}

std::string default_privilege_word(char letter) {
    switch (letter) {
        case 'r':
            return "TABLES";
        case 'S':
            return "SEQUENCES";
        case 'f':
            return "FUNCTIONS";
        case 'T':
            return "TYPES";
        case 'n':
            return "SCHEMAS";
        default:
            return "LARGE OBJECTS";
    }
}

void take_default_privileges(builder& b, const result& rows) {
    struct entry {
        catalog::default_privilege value;
        oid role = 0;
        std::vector<builder::given> given;
    };
    std::map<oid, entry> entries;
    each(rows, [&](row& r) {
        auto& entry = entries[r.oid()];
        entry.role = r.oid();
        entry.value.role = b.owner(entry.role);
        const oid schema = r.oid();
        entry.value.schema = schema ? b.schema(schema) : "";
        entry.value.on = default_privilege_word(r.letter());
        builder::given given;
        given.grantor = r.oid();
        given.grantee = r.oid();
        given.privilege = r.text();
        given.grantable = r.flag();
        if (!given.privilege.empty()) entry.given.push_back(std::move(given));
    });
    for (auto& [id, entry] : entries) {
        entry.value.grants = b.grants(entry.given, entry.role);
        b.out.default_privileges.push_back(std::move(entry.value));
    }
}

void take_memberships(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        catalog::role_membership m;
        m.role = b.role(r.oid());
        m.member = b.role(r.oid());
        m.grantor = b.owner(r.oid());
        m.admin = r.flag();
        m.inherit = r.flag();
        m.set = r.flag();
        b.out.role_memberships.push_back(std::move(m));
    });
}

}  // namespace

void add_others(std::vector<section>& all, int major, const read_options& options) {
    all.push_back(
        {"select oid, lanowner, lanpltrusted, lanplcallfoid::regproc, laninline::regproc, lanvalidator::regproc from "
         "pg_language where oid >= 16384",
         take_languages});
    all.push_back({"select oid, amtype, amhandler::regproc from pg_am where oid >= 16384", take_access_methods});
    all.push_back(
        {fmt::format("select oid, collowner, collprovider, collisdeterministic, collcollate, collctype, {}, {} from "
                     "pg_collation where oid >= 16384 and collnamespace in {}",
                     major >= 17   ? "colllocale"
                     : major >= 15 ? "colliculocale"
                                   : "case when collprovider = 'i' then collcollate end",
                     major >= 16 ? "collicurules" : "null", our_schemas),
         take_collations});
    all.push_back(
        {fmt::format("select oid, connamespace, conname, conowner, pg_encoding_to_char(conforencoding), "
                     "pg_encoding_to_char(contoencoding), conproc::regproc, condefault from pg_conversion where oid >= "
                     "16384 and connamespace in {}",
                     our_schemas),
         take_conversions});
    all.push_back(
        {"select oid, format_type(trftype, null), trflang, trffromsql::regprocedure, trftosql::regprocedure from "
         "pg_transform where oid >= 16384",
         take_transforms});
    all.push_back(
        {fmt::format("select oid, stxrelid, stxnamespace, stxname, stxowner, stxkind, "
                     "pg_get_statisticsobjdef_columns(oid), stxstattarget from pg_statistic_ext where oid >= 16384 and "
                     "stxnamespace in {}",
                     our_schemas),
         take_statistics});
    all.push_back(
        {"select d.oid, d.defaclrole, d.defaclnamespace, d.defaclobjtype, a.grantor, a.grantee, a.privilege_type, "
         "a.is_grantable from pg_default_acl d left join lateral aclexplode(d.defaclacl) a on true",
         take_default_privileges});
    if (options.role_memberships) {
        all.push_back(
            {fmt::format("select roleid, member, grantor, admin_option, {} from pg_auth_members where roleid >= "
                         "16384 or member >= 16384",
                         major >= 16 ? "inherit_option, set_option" : "true, true"),
             take_memberships});
    }
}

}  // namespace tenon::postgres::read
