// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

void take_operators(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::operator_ o;
        const oid schema = r.oid();
        o.name = b.name(schema, r.text());
        const oid owner = r.oid();
        o.left = r.text();
        o.right = r.text();
        o.function = r.function();
        o.commutator = r.text();
        o.negator = r.text();
        o.restriction = r.function();
        o.join = r.function();
        o.hashes = r.flag();
        o.merges = r.flag();
        o.owner = b.owner(owner);
        o.comment = b.comment(in::operator_, id);
        b.remember(in::operator_, id, catalog::id_of(o));
        if (!b.is_member(in::operator_, id)) b.out.operators.push_back(std::move(o));
    });
}

void take_families(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::operator_family f;
        f.name = b.opfamilies.at(id);
        f.method = b.access_methods.at(r.oid());
        f.owner = b.owner(r.oid());
        f.comment = b.comment(in::opfamily, id);
        b.remember(in::opfamily, id, catalog::id_of(f));
        if (!b.is_member(in::opfamily, id)) b.out.operator_families.push_back(std::move(f));
    });
}

void take_classes(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::operator_class c;
        const oid schema = r.oid();
        c.name = b.name(schema, r.text());
        c.method = b.access_methods.at(r.oid());
        const oid owner = r.oid();
        c.type = r.text();
        c.default_ = r.flag();
        c.family = b.opfamilies.at(r.oid());
        c.storage = r.text();
        c.owner = b.owner(owner);
        c.comment = b.comment(in::opclass, id);
        b.remember(in::opclass, id, catalog::id_of(c));
        if (!b.is_member(in::opclass, id)) b.out.operator_classes.push_back(std::move(c));
    });
}

/// Members belong to the class that pg_depend names, else to the family itself.
template <class Member, class Fill>
void take_members(builder& b, const result& rows, std::vector<Member> catalog::operator_class::*in_class,
                  std::vector<Member> catalog::operator_family::*in_family, Fill&& fill) {
    std::map<catalog::object_id, std::vector<Member>*> lists;
    for (auto& c : b.out.operator_classes) lists[catalog::id_of(c)] = &(c.*in_class);
    for (auto& f : b.out.operator_families) lists[catalog::id_of(f)] = &(f.*in_family);
    each(rows, [&](row& r) {
        const oid opclass = r.oid();
        const oid family = r.oid();
        const address where = opclass ? address{in::opclass, opclass} : address{in::opfamily, family};
        const auto id = b.ids.find(where);
        if (id == b.ids.end()) return;
        const auto list = lists.find(id->second);
        if (list != lists.end()) list->second->push_back(fill(r));
    });
    for (auto& [id, list] : lists) std::sort(list->begin(), list->end());
}

void take_member_operators(builder& b, const result& rows) {
    take_members(b, rows, &catalog::operator_class::operators, &catalog::operator_family::operators, [&](row& r) {
        catalog::operator_member m;
        m.strategy = static_cast<int>(r.integer());
        m.operator_ = r.text();
        if (const oid sort = r.oid()) {
            const auto& name = b.opfamilies.at(sort);
            m.sort_family = catalog::identity_of(name);
        }
        return m;
    });
}

void take_member_functions(builder& b, const result& rows) {
    take_members(b, rows, &catalog::operator_class::functions, &catalog::operator_family::functions, [&](row& r) {
        catalog::function_member m;
        m.number = static_cast<int>(r.integer());
        m.left = r.text();
        m.right = r.text();
        m.function = r.text();
        return m;
    });
}

void take_casts(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::cast c;
        c.source = r.text();
        c.target = r.text();
        c.function = r.function();
        const char context = r.letter();
        c.context = context == 'i'   ? catalog::cast_context::implicit
                    : context == 'a' ? catalog::cast_context::assignment
                                     : catalog::cast_context::explicit_;
        c.in_out = r.letter() == 'i';
        c.comment = b.comment(in::cast, id);
        b.remember(in::cast, id, catalog::id_of(c));
        if (!b.is_member(in::cast, id)) b.out.casts.push_back(std::move(c));
    });
}

/// OPERATOR(schema.symbol) of an operator's oid in `column`.
std::string operator_reference(std::string_view column) {
    return fmt::format(
        "(select 'OPERATOR(' || quote_ident(n.nspname) || '.' || c.oprname || ')' from pg_operator c join pg_namespace "
        "n on "
        "n.oid = c.oprnamespace where c.oid = {})",
        column);
}

}  // namespace

void add_operators(std::vector<section>& all, int) {
    all.push_back(
        {fmt::format("select o.oid, o.oprnamespace, o.oprname, o.oprowner, case when o.oprleft <> 0 then "
                     "format_type(o.oprleft, null) end, format_type(o.oprright, null), o.oprcode, {}, {}, o.oprrest, "
                     "o.oprjoin, o.oprcanhash, o.oprcanmerge from pg_operator o where o.oid >= 16384 and "
                     "o.oprnamespace in {}",
                     operator_reference("o.oprcom"), operator_reference("o.oprnegate"), our_schemas),
         take_operators});
    all.push_back(
        {fmt::format("select oid, opfmethod, opfowner from pg_opfamily where oid >= 16384 and opfnamespace in {}",
                     our_schemas),
         take_families});
    all.push_back(
        {fmt::format("select oid, opcnamespace, opcname, opcmethod, opcowner, format_type(opcintype, null), "
                     "opcdefault, opcfamily, case when opckeytype <> 0 then format_type(opckeytype, null) end from "
                     "pg_opclass where oid >= 16384 and opcnamespace in {}",
                     our_schemas),
         take_classes});
    all.push_back(
        {"select d.refobjid, a.amopfamily, a.amopstrategy, a.amopopr::regoperator, a.amopsortfamily from pg_amop a "
         "left "
         "join pg_depend d on d.classid = 2602 and d.objid = a.oid and d.refclassid = 2616 and d.deptype = 'i' where "
         "a.oid >= 16384",
         take_member_operators});
    all.push_back(
        {"select d.refobjid, a.amprocfamily, a.amprocnum, format_type(a.amproclefttype, null), "
         "format_type(a.amprocrighttype, null), a.amproc::regprocedure from pg_amproc a left join pg_depend d on "
         "d.classid = 2603 and d.objid = a.oid and d.refclassid = 2616 and d.deptype = 'i' where a.oid >= 16384",
         take_member_functions});
    all.push_back(
        {"select oid, format_type(castsource, null), format_type(casttarget, null), castfunc::regprocedure, "
         "castcontext, "
         "castmethod from pg_cast c where oid >= 16384 and not exists (select from pg_depend d where d.classid = 2605 "
         "and d.objid = c.oid and d.deptype = 'i')",
         take_casts});
}

}  // namespace tenon::postgres::read
