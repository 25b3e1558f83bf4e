// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"
#include "postgres/read/secrets.hpp"

namespace tenon::postgres::read {

namespace {

void take_wrappers(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::foreign_data_wrapper w;
        w.name = b.foreign_data_wrappers.at(id);
        const oid owner = r.oid();
        w.handler = r.function();
        w.validator = r.function();
        w.options = r.options();
        w.secrets = take_secrets(w.options);
        w.owner = b.owner(owner);
        w.privileges = b.privileges(in::fdw, id, owner);
        w.comment = b.comment(in::fdw, id);
        b.remember(in::fdw, id, catalog::id_of(w));
        if (!b.is_member(in::fdw, id)) b.out.foreign_data_wrappers.push_back(std::move(w));
    });
}

void take_servers(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::foreign_server s;
        s.name = b.foreign_servers.at(id);
        s.wrapper = b.foreign_data_wrappers.at(r.oid());
        const oid owner = r.oid();
        s.type = r.text();
        s.version = r.text();
        s.options = r.options();
        s.secrets = take_secrets(s.options);
        s.owner = b.owner(owner);
        s.privileges = b.privileges(in::server, id, owner);
        s.comment = b.comment(in::server, id);
        b.remember(in::server, id, catalog::id_of(s));
        if (!b.is_member(in::server, id)) b.out.foreign_servers.push_back(std::move(s));
    });
}

void take_user_mappings(builder& b, const result& rows) {
    std::int64_t hidden = 0;
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::user_mapping m;
        m.server = r.text();
        const oid user = r.oid();
        const bool readable = r.flag();
        m.options = r.options();
        if (!readable) ++hidden;
        m.user = user == 0 ? "" : b.role(user);
        m.secrets = take_secrets(m.options);
        b.remember(in::user_mapping, id, catalog::id_of(m));
        b.out.user_mappings.push_back(std::move(m));
    });
    if (hidden)
        b.not_read.push_back({"options of user mappings (only their owner and superusers may read them)", hidden});
}

}  // namespace

void add_foreign(std::vector<section>& all, int, bool superuser) {
    all.push_back(
        {"select oid, fdwowner, fdwhandler::regproc, fdwvalidator::regproc, fdwoptions from pg_foreign_data_wrapper "
         "where "
         "oid >= 16384",
         take_wrappers});
    all.push_back(
        {"select oid, srvfdw, srvowner, srvtype, srvversion, srvoptions from pg_foreign_server where oid >= 16384",
         take_servers});
    // The view hides what the reader may not see; without options it cannot tell whether there are none.
    all.push_back({fmt::format("select umid, srvname, umuser, {}, umoptions from pg_user_mappings where umid >= 16384",
                               superuser ? "true" : "umoptions is not null or usename = current_user"),
                   take_user_mappings});
}

}  // namespace tenon::postgres::read
