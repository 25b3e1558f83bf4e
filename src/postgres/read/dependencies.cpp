// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

// What expressions, types and bodies refer to: the normal dependencies of pg_depend, as objects of the catalog. What
// the objects' own members say already is left out (PostgreSQL documentation, "pg_depend").
namespace tenon::postgres::read {

namespace {

/// Row types and array types are not objects of their own: what depends on them depends on their relation or element.
void take_type_aliases(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid array = r.oid();
        const oid element = r.oid();
        if (auto found = b.find_id({in::type, element})) b.remember(in::type, array, std::move(*found));
    });
}

/// Members of an extension stand for their extension.
std::optional<catalog::object_id> find_owner(const builder& b, const address& where) {
    if (const auto member = b.extension_members.find({where.catalog, where.object});
        member != b.extension_members.end())
        if (auto found = b.find_id({in::extension, member->second})) return found;
    return b.find_id(where);
}

void take_dependencies(builder& b, const result& rows) {
    auto& out = b.out.dependencies;
    each(rows, [&](row& r) {
        const address dependent{static_cast<in>(r.oid()), r.oid(), static_cast<int>(r.integer())};
        const address needed{static_cast<in>(r.oid()), r.oid(), static_cast<int>(r.integer())};
        auto from = find_owner(b, dependent);
        if (!from) return;
        auto to = find_owner(b, needed);
        if (!to) return;
        // Every view's rule names the view; one that reads its own columns really needs itself, as does a function that
        // calls itself in a parsed body.
        const bool needs_itself = (from->kind == catalog::object_kind::view && needed.part != 0) ||
                                  from->kind == catalog::object_kind::function ||
                                  from->kind == catalog::object_kind::procedure;
        if (*from == *to && !needs_itself) return;
        // What an extension's members need is its own affair; which other extensions it requires is not.
        if (from->kind == catalog::object_kind::extension && dependent.catalog != in::extension) return;
        out.push_back({std::move(*from), std::move(*to)});
    });
}

}  // namespace

void add_dependencies(std::vector<section>& all, int) {
    all.push_back({"select oid, typelem from pg_type where typelem <> 0 and oid >= 16384 and typcategory = 'A'",
                   take_type_aliases});
    // Left out: that an object lies in a schema, that a foreign key needs the other table and its key, that a child
    // needs its parent: the objects say so themselves.
    all.push_back(
        {"select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid from pg_depend d left join "
         "pg_constraint c on d.classid = 2606 and c.oid = d.objid and c.contype = 'f' where d.deptype = 'n' and "
         "d.refobjid >= 16384 and d.refclassid <> 2615 and d.objid >= 16384 and (c.oid is null or d.refclassid <> "
         "1259)",
         take_dependencies});
}

}  // namespace tenon::postgres::read
