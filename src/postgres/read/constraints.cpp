// SPDX-License-Identifier: Apache-2.0
#include "base/failure.hpp"
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

catalog::foreign_key_action action_of(char letter) {
    switch (letter) {
        case 'r':
            return catalog::foreign_key_action::restrict_;
        case 'c':
            return catalog::foreign_key_action::cascade;
        case 'n':
            return catalog::foreign_key_action::set_null;
        case 'd':
            return catalog::foreign_key_action::set_default;
        default:
            return catalog::foreign_key_action::no_action;
    }
}

catalog::constraint_kind kind_of_letter(char letter) {
    switch (letter) {
        case 'p':
            return catalog::constraint_kind::primary_key;
        case 'u':
            return catalog::constraint_kind::unique;
        case 'f':
            return catalog::constraint_kind::foreign_key;
        case 'x':
            return catalog::constraint_kind::exclusion;
        default:
            return catalog::constraint_kind::check;
    }
}

/// 18 keeps NOT NULL as a constraint; it goes to its column.
void take_not_null(builder& b, oid table_oid, oid id, const std::string& name, std::int64_t number, bool no_inherit,
                   bool valid, bool local) {
    auto* found = b.find_table(table_oid);
    require(found != nullptr, "a NOT NULL belongs to no table");
    auto& table = *found;
    const auto& column_name = b.column_name(table_oid, number);
    const auto column =
        std::find_if(table.columns.begin(), table.columns.end(), [&](const auto& c) { return c.name == column_name; });
    if (column == table.columns.end()) return;
    auto& not_null = column->not_null.emplace();
    if (name != catalog::chosen_name(table.name.name, column_name, "not_null")) not_null.name = name;
    not_null.no_inherit = no_inherit;
    not_null.not_valid = !valid;
    not_null.inherited = !local;
    not_null.comment = b.comment(in::constraint, id);
}

void take_constraints(builder& b, const result& rows) {
    b.out.constraints.reserve(static_cast<std::size_t>(rows.row_count()));
    each(rows, [&](row& r) {
        const oid id = r.oid();
        const oid table = r.oid();
        const auto* relation = b.find_relation(table);
        if (!relation || relation->kind == 'c') return;
        catalog::constraint c;
        c.table = relation->name;
        c.name = r.text();
        const char kind = r.letter();
        const auto numbers = r.integers();
        const oid referenced = r.oid();
        const auto referenced_numbers = r.integers();
        c.on_update = action_of(r.letter());
        c.on_delete = action_of(r.letter());
        c.match_full = r.letter() == 'f';
        c.on_delete_columns = b.column_names(table, r.integers());
        c.deferrable = r.flag();
        c.initially_deferred = r.flag();
        const bool valid = r.flag();
        const bool local = r.flag();
        const bool no_inherit = r.flag();
        const bool has_parent = r.flag();
        const bool period = r.flag();
        c.not_enforced = !r.flag();
        c.expression = r.text();
        if (kind == 'n') return take_not_null(b, table, id, c.name, numbers.at(0), no_inherit, valid, local);
        c.kind = kind_of_letter(kind);
        // A constraint that is not enforced counts as not validated, which says nothing new.
        c.not_valid = !valid && !c.not_enforced;
        // A primary key and a foreign key never reach children, so the flag says nothing there.
        c.no_inherit = no_inherit && kind == 'c';
        const bool keyed = kind == 'p' || kind == 'u' || kind == 'f';
        if (keyed) c.columns = b.column_names(table, numbers);
        if (kind == 'f') {
            const auto* target = b.find_relation(referenced);
            if (!target) return;
            c.references = target->name;
            c.referenced_columns = b.column_names(referenced, referenced_numbers);
            c.period = period;
            c.cloned = has_parent;
        } else if (kind == 'c') {
            c.inherited = !local;
        } else {
            c.without_overlaps = period;
        }
        c.comment = b.comment(in::constraint, id);
        b.remember_next<&catalog::contents::constraints>(in::constraint, id);
        b.out.constraints.push_back(std::move(c));
    });
}

}  // namespace

void add_constraints(std::vector<section>& all, int major) {
    // An exclusion constraint's elements are printed by the server; the rest of its text is cut off here, as it is in
    // the other members: "EXCLUDE USING gist (…) WHERE (…) DEFERRABLE INITIALLY DEFERRED".
    all.push_back({fmt::format("select oid, conrelid, conname, contype, conkey, confrelid, confkey, confupdtype, "
                               "confdeltype, confmatchtype, {}, "
                               "condeferrable, condeferred, convalidated, conislocal, connoinherit, conparentid <> 0, "
                               "{}, {}, case contype when 'c' "
                               "then pg_get_expr(conbin, conrelid) when 'x' then "
                               "regexp_replace(regexp_replace(pg_get_constraintdef(oid), '^EXCLUDE "
                               "', ''), '( DEFERRABLE)?( INITIALLY DEFERRED)?$', '') end from pg_constraint c where "
                               "conrelid <> 0 and contype in "
                               "('p', 'u', 'f', 'c', 'x', 'n') and oid >= 16384 and not (contype = 'f' and "
                               // To each partition of the referenced table the server makes a copy of its own.
                               "exists (select from pg_constraint p where p.oid = c.conparentid and p.conrelid = "
                               "c.conrelid))",
                               major >= 15 ? "confdelsetcols" : "null", major >= 18 ? "conperiod" : "false",
                               major >= 18 ? "conenforced" : "true"),
                   take_constraints});
}

}  // namespace tenon::postgres::read
