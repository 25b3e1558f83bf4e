// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

catalog::parallel_safety parallel_of(char letter) {
    switch (letter) {
        case 's':
            return catalog::parallel_safety::safe;
        case 'r':
            return catalog::parallel_safety::restricted;
        default:
            return catalog::parallel_safety::unsafe;
    }
}

catalog::volatility volatility_of(char letter) {
    switch (letter) {
        case 'i':
            return catalog::volatility::immutable;
        case 's':
            return catalog::volatility::stable;
        default:
            return catalog::volatility::volatile_;
    }
}

void take_functions(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::function f;
        const oid schema = r.oid();
        f.name = b.name(schema, r.text());
        const oid owner = r.oid();
        const char kind = r.letter();
        f.procedure = kind == 'p';
        f.window = kind == 'w';
        f.identity_arguments = r.text();
        f.argument_types = r.text();
        f.arguments = r.text();
        f.returns = r.text();
        f.language = b.languages.at(r.oid());
        f.body = r.text();
        f.sql_body = r.text();
        f.library = r.text();
        f.volatility = volatility_of(r.letter());
        f.strict = r.flag();
        f.security_definer = r.flag();
        f.leakproof = r.flag();
        f.parallel = parallel_of(r.letter());
        const std::string cost = r.text();
        const std::string row_count = r.text();
        f.support = r.function();
        f.transforms = r.texts();
        f.configuration = r.texts();
        if (b.is_member(in::proc, id)) return;
        if (!f.sql_body.empty()) f.body.clear();
        if (cost != (f.language == "c" || f.language == "internal" ? "1" : "100")) f.cost = cost;
        if (row_count != "0" && row_count != "1000") f.rows = row_count;
        f.depends_on_extensions = b.depends_on_extensions(in::proc, id);
        f.owner = b.owner(owner);
        f.privileges = b.privileges(in::proc, id, owner);
        f.comment = b.comment(in::proc, id);
        b.remember(in::proc, id, catalog::id_of(f));
        b.out.functions.push_back(std::move(f));
    });
}

catalog::final_modify modify_of(char letter) {
    switch (letter) {
        case 's':
            return catalog::final_modify::shareable;
        case 'w':
            return catalog::final_modify::read_write;
        default:
            return catalog::final_modify::read_only;
    }
}

std::string unless_zero(std::string text) {
    if (text == "0") text.clear();
    return text;
}

void take_aggregates(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::aggregate a;
        const oid schema = r.oid();
        a.name = b.name(schema, r.text());
        const oid owner = r.oid();
        a.identity_arguments = r.text();
        a.argument_types = r.text();
        a.arguments = r.text();
        const char kind = r.letter();
        a.kind = kind == 'o'   ? catalog::aggregate_kind::ordered_set
                 : kind == 'h' ? catalog::aggregate_kind::hypothetical_set
                               : catalog::aggregate_kind::normal;
        a.transition = r.function();
        a.state_type = r.text();
        a.state_space = unless_zero(r.text());
        a.final_function = r.function();
        a.final_extra = r.flag();
        a.final_modifies = modify_of(r.letter());
        a.combine = r.function();
        a.serialize = r.function();
        a.deserialize = r.function();
        a.initial = r.maybe_text();
        a.moving_transition = r.function();
        a.moving_inverse = r.function();
        a.moving_state_type = r.text();
        a.moving_state_space = unless_zero(r.text());
        a.moving_final_function = r.function();
        a.moving_final_extra = r.flag();
        a.moving_final_modifies = modify_of(r.letter());
        a.moving_initial = r.maybe_text();
        a.sort_operator = r.text();
        a.parallel = parallel_of(r.letter());
        if (b.is_member(in::proc, id)) return;
        a.owner = b.owner(owner);
        a.privileges = b.privileges(in::proc, id, owner);
        a.comment = b.comment(in::proc, id);
        b.remember(in::proc, id, catalog::id_of(a));
        b.out.aggregates.push_back(std::move(a));
    });
}

}  // namespace

void add_routines(std::vector<section>& all, int) {
    all.push_back(
        {fmt::format(
             "select p.oid, p.pronamespace, p.proname, p.proowner, p.prokind, "
             "pg_get_function_identity_arguments(p.oid), "
             "oidvectortypes(p.proargtypes), pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), "
             "p.prolang, "
             "p.prosrc, pg_get_function_sqlbody(p.oid), p.probin, p.provolatile, p.proisstrict, p.prosecdef, "
             "p.proleakproof, p.proparallel, p.procost, p.prorows, p.prosupport, array(select format_type(t, null) "
             "from "
             "unnest(p.protrftypes) t), p.proconfig from pg_proc p where p.prokind <> 'a' and p.oid >= 16384 and "
             // The constructors of a range type are made with it.
             "p.pronamespace in {} and not exists (select from pg_depend d where d.classid = 1255 and d.objid = p.oid "
             "and d.deptype = 'i')",
             our_schemas),
         take_functions});
    all.push_back(
        {fmt::format(
             "select p.oid, p.pronamespace, p.proname, p.proowner, pg_get_function_identity_arguments(p.oid), "
             "oidvectortypes(p.proargtypes), pg_get_function_arguments(p.oid), a.aggkind, a.aggtransfn, "
             "format_type(a.aggtranstype, null), a.aggtransspace, a.aggfinalfn, a.aggfinalextra, a.aggfinalmodify, "
             "a.aggcombinefn, a.aggserialfn, a.aggdeserialfn, a.agginitval, a.aggmtransfn, a.aggminvtransfn, case when "
             "a.aggmtranstype <> 0 then format_type(a.aggmtranstype, null) end, a.aggmtransspace, a.aggmfinalfn, "
             "a.aggmfinalextra, a.aggmfinalmodify, a.aggminitval, (select 'OPERATOR(' || quote_ident(n.nspname) || '.' "
             "|| "
             "o.oprname || ')' from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where o.oid = "
             "a.aggsortop), p.proparallel from pg_proc p join pg_aggregate a on a.aggfnoid = p.oid where p.oid >= "
             "16384 "
             "and p.pronamespace in {}",
             our_schemas),
         take_aggregates});
}

}  // namespace tenon::postgres::read
