// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

template <class Type>
Type start_type(builder& b, oid id, oid schema, std::string name, oid owner) {
    Type type;
    type.name = b.name(schema, std::move(name));
    type.owner = b.owner(owner);
    type.privileges = b.privileges(in::type, id, owner);
    type.comment = b.comment(in::type, id);
    b.remember(in::type, id, catalog::id_of(type));
    return type;
}

void take_enums(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid schema = r.oid();
        auto name = r.text();
        auto type = start_type<catalog::enum_type>(b, id, schema, std::move(name), r.oid());
        type.labels = r.texts();
        if (!b.is_member(in::type, id)) b.out.enum_types.push_back(std::move(type));
    });
}

void take_domains(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid schema = r.oid();
        auto name = r.text();
        auto domain = start_type<catalog::domain>(b, id, schema, std::move(name), r.oid());
        domain.type = r.text();
        domain.collation = r.text();
        domain.default_ = r.text();
        domain.not_null = r.flag();
        if (!b.is_member(in::type, id)) b.out.domains.push_back(std::move(domain));
    });
}

/// Constraints of domains, after the domains themselves.
void take_domain_constraints(builder& b, const result& rows) {
    std::map<std::string, catalog::domain*> domains;
    for (auto& domain : b.out.domains) domains[catalog::id_of(domain).identity] = &domain;
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid type = r.oid();
        const std::string name = r.text();
        const char kind = r.letter();
        if (b.is_member(in::type, type)) return;
        const auto owner = b.ids.find({in::type, type, 0});
        if (owner == b.ids.end() || !domains.contains(owner->second.identity)) return;
        auto& domain = *domains[owner->second.identity];
        if (kind == 'n') {
            if (name != catalog::chosen_name(domain.name.name, "", "not_null")) domain.not_null_name = name;
            return;
        }
        catalog::domain_check check;
        check.name = name;
        check.not_valid = !r.flag();
        check.expression = r.text();
        check.comment = b.comment(in::constraint, id);
        b.remember(in::constraint, id, catalog::domain_constraint_id(domain.name, name));
        domain.checks.push_back(std::move(check));
    });
    for (auto& domain : b.out.domains) std::sort(domain.checks.begin(), domain.checks.end());
}

void take_ranges(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid schema = r.oid();
        auto name = r.text();
        auto type = start_type<catalog::range_type>(b, id, schema, std::move(name), r.oid());
        type.subtype = r.text();
        type.opclass = r.text();
        type.collation = r.text();
        type.canonical = r.function();
        type.subtype_diff = r.function();
        const oid multirange_schema = r.oid();
        type.multirange = b.name(multirange_schema, r.text());
        const oid multirange = r.oid();
        type.multirange_comment = b.comment(in::type, multirange);
        b.remember(in::type, multirange, catalog::id_of(type));
        if (!b.is_member(in::type, id)) b.out.range_types.push_back(std::move(type));
    });
}

std::string alignment_word(char letter) {
    switch (letter) {
        case 'c':
            return "char";
        case 's':
            return "int2";
        case 'd':
            return "double";
        default:
            return "int4";
    }
}

void take_base_types(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid schema = r.oid();
        auto name = r.text();
        auto type = start_type<catalog::base_type>(b, id, schema, std::move(name), r.oid());
        type.shell = !r.flag();
        if (!type.shell) {
            for (auto* function : {&type.input, &type.output, &type.receive, &type.send, &type.typmod_in,
                                   &type.typmod_out, &type.analyze, &type.subscript})
                *function = r.function();
            type.length = static_cast<int>(r.integer());
            type.by_value = r.flag();
            type.alignment = alignment_word(r.letter());
            type.storage = storage_word(r.letter());
            type.category = r.text();
            type.preferred = r.flag();
            type.default_ = r.text();
            type.element = r.text();
            type.delimiter = r.text();
            type.collatable = r.flag();
        }
        if (!b.is_member(in::type, id)) b.out.base_types.push_back(std::move(type));
    });
}

/// Composite types; their attributes come with the columns of all relations.
void take_composites(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid schema = r.oid();
        auto name = r.text();
        auto type = start_type<catalog::composite_type>(b, id, schema, std::move(name), r.oid());
        const oid relation = r.oid();
        b.remember(in::class_, relation, catalog::id_of(type));
        if (b.is_member(in::type, id)) return;
        b.relations[relation] = {type.name, 'c', 0};
        b.out.composite_types.push_back(std::move(type));
    });
}

constexpr std::string_view user_type = "t.oid >= 16384 and t.typnamespace in ";

}  // namespace

void add_types(std::vector<section>& all, int) {
    const std::string where = fmt::format("where {}{} and ", user_type, our_schemas);
    const std::string head = "select t.oid, t.typnamespace, t.typname, t.typowner";
    all.push_back({head +
                       ", (select array_agg(enumlabel order by enumsortorder) from pg_enum where enumtypid = t.oid) "
                       "from pg_type t " +
                       where + "t.typtype = 'e'",
                   take_enums});
    all.push_back(
        {head +
             ", format_type(t.typbasetype, t.typtypmod), case when t.typcollation <> u.typcollation then "
             "t.typcollation::regcollation::text end, coalesce(pg_get_expr(t.typdefaultbin, 0), case when "
             "t.typdefault is not null then quote_literal(t.typdefault) end), t.typnotnull from pg_type t join "
             "pg_type u on u.oid = t.typbasetype " +
             where + "t.typtype = 'd'",
         take_domains});
    all.push_back(
        {"select oid, contypid, conname, contype, convalidated, case when contype = 'c' then pg_get_expr(conbin, 0) "
         "end from pg_constraint where contypid <> 0 and oid >= 16384",
         take_domain_constraints});
    all.push_back(
        {head +
             ", format_type(rngsubtype, null), case when not c.opcdefault then (select quote_ident(nspname) from "
             "pg_namespace where oid = c.opcnamespace) || '.' || quote_ident(c.opcname) end, case when "
             "rngcollation <> 0 and rngcollation <> s.typcollation then rngcollation::regcollation::text end, "
             "rngcanonical, rngsubdiff, m.typnamespace, m.typname, m.oid from pg_range r join pg_type t on t.oid = "
             "r.rngtypid join pg_opclass c on c.oid = rngsubopc join pg_type s on s.oid = rngsubtype join pg_type m "
             "on m.oid = rngmultitypid " +
             where + "true",
         take_ranges});
    all.push_back(
        {head +
             ", t.typisdefined, t.typinput, t.typoutput, t.typreceive, t.typsend, t.typmodin, t.typmodout, "
             "t.typanalyze, t.typsubscript, t.typlen, t.typbyval, t.typalign, t.typstorage, t.typcategory, "
             "t.typispreferred, t.typdefault, case when t.typelem <> 0 then format_type(t.typelem, null) end, "
             "t.typdelim, t.typcollation <> 0 from pg_type t " +
             where +
             "(t.typtype = 'b' and not exists (select from pg_type e where e.typarray = t.oid) or t.typtype = 'p' "
             "and not t.typisdefined)",
         take_base_types});
    all.push_back({head + ", t.typrelid from pg_type t join pg_class c on c.oid = t.typrelid and c.relkind = 'c' " +
                       where + "true",
                   take_composites});
}

}  // namespace tenon::postgres::read
