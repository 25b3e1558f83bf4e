// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"

namespace tenon::postgres::read {

namespace {

void take_parsers(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::text_search_parser p;
        p.name = b.ts_parsers.at(id);
        for (auto* function : {&p.start, &p.gettoken, &p.end, &p.headline, &p.lextypes}) *function = r.function();
        p.comment = b.comment(in::ts_parser, id);
        b.remember(in::ts_parser, id, catalog::id_of(p));
        if (!b.is_member(in::ts_parser, id)) b.out.text_search_parsers.push_back(std::move(p));
    });
}

void take_templates(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::text_search_template t;
        t.name = b.ts_templates.at(id);
        t.init = r.function();
        t.lexize = r.function();
        t.comment = b.comment(in::ts_template, id);
        b.remember(in::ts_template, id, catalog::id_of(t));
        if (!b.is_member(in::ts_template, id)) b.out.text_search_templates.push_back(std::move(t));
    });
}

void take_dictionaries(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::text_search_dictionary d;
        d.name = b.ts_dictionaries.at(id);
        d.owner = b.owner(r.oid());
        d.template_ = b.ts_templates.at(r.oid());
        d.options = r.text();
        d.comment = b.comment(in::ts_dict, id);
        b.remember(in::ts_dict, id, catalog::id_of(d));
        if (!b.is_member(in::ts_dict, id)) b.out.text_search_dictionaries.push_back(std::move(d));
    });
}

void take_configurations(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::text_search_configuration c;
        const oid schema = r.oid();
        c.name = b.name(schema, r.text());
        c.owner = b.owner(r.oid());
        c.parser = b.ts_parsers.at(r.oid());
        c.comment = b.comment(in::ts_config, id);
        b.remember(in::ts_config, id, catalog::id_of(c));
        if (!b.is_member(in::ts_config, id)) b.out.text_search_configurations.push_back(std::move(c));
    });
}

/// Rows come by configuration, token and rank.
void take_mappings(builder& b, const result& rows) {
    std::map<catalog::object_id, catalog::text_search_configuration*> configurations;
    for (auto& c : b.out.text_search_configurations) configurations[catalog::id_of(c)] = &c;
    each(rows, [&](row& r) {
        const auto id = b.ids.find({in::ts_config, r.oid(), 0});
        if (id == b.ids.end() || !configurations.contains(id->second)) return;
        auto& mappings = configurations[id->second]->mappings;
        const std::string token = r.text();
        if (mappings.empty() || mappings.back().token != token) mappings.push_back({token, {}});
        mappings.back().dictionaries.push_back(b.ts_dictionaries.at(r.oid()));
    });
}

}  // namespace

void add_text_search(std::vector<section>& all, int) {
    all.push_back(
        {fmt::format("select oid, prsstart, prstoken, prsend, prsheadline, prslextype from pg_ts_parser where oid >= "
                     "16384 and prsnamespace in {}",
                     our_schemas),
         take_parsers});
    all.push_back(
        {fmt::format("select oid, tmplinit, tmpllexize from pg_ts_template where oid >= 16384 and tmplnamespace in {}",
                     our_schemas),
         take_templates});
    all.push_back(
        {fmt::format("select oid, dictowner, dicttemplate, dictinitoption from pg_ts_dict where oid >= 16384 and "
                     "dictnamespace in {}",
                     our_schemas),
         take_dictionaries});
    all.push_back(
        {fmt::format("select oid, cfgnamespace, cfgname, cfgowner, cfgparser from pg_ts_config where oid >= 16384 and "
                     "cfgnamespace in {}",
                     our_schemas),
         take_configurations});
    all.push_back(
        {"select m.mapcfg, t.alias, m.mapdict from pg_ts_config_map m join pg_ts_config c on c.oid = m.mapcfg cross "
         "join "
         "lateral ts_token_type(c.cfgparser) t where c.oid >= 16384 and t.tokid = m.maptokentype order by m.mapcfg, "
         "t.alias, m.mapseqno",
         take_mappings});
}

}  // namespace tenon::postgres::read
