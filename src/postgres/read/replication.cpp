// SPDX-License-Identifier: Apache-2.0
#include "postgres/read/builder.hpp"
#include "postgres/read/secrets.hpp"

namespace tenon::postgres::read {

namespace {

void take_publications(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        const oid id = r.oid();
        catalog::publication p;
        p.name = r.text();
        p.owner = b.owner(r.oid());
        p.all_tables = r.flag();
        p.insert = r.flag();
        p.update = r.flag();
        p.delete_ = r.flag();
        p.truncate = r.flag();
        p.via_root = r.flag();
        if (r.letter() == 's') p.generated_columns = catalog::published_generated::stored;
        p.comment = b.comment(in::publication, id);
        b.remember(in::publication, id, catalog::id_of(p));
        b.out.publications.push_back(std::move(p));
    });
}

catalog::publication* find_publication(builder& b, oid id) {
    const auto found = b.ids.find({in::publication, id, 0});
    if (found == b.ids.end()) return nullptr;
    for (auto& p : b.out.publications)
        if (catalog::id_of(p) == found->second) return &p;
    return nullptr;
}

void take_published_tables(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        auto* publication = find_publication(b, r.oid());
        const oid table = r.oid();
        const auto* relation = b.find_relation(table);
        if (!publication || !relation) return;
        catalog::published_table t;
        t.table = relation->name;
        t.columns = b.column_names(table, r.integers());
        std::sort(t.columns.begin(), t.columns.end());
        t.where = r.text();
        publication->tables.push_back(std::move(t));
    });
    for (auto& p : b.out.publications) std::sort(p.tables.begin(), p.tables.end());
}

void take_published_schemas(builder& b, const result& rows) {
    each(rows, [&](row& r) {
        auto* publication = find_publication(b, r.oid());
        if (publication) publication->schemas.push_back(b.schema(r.oid()));
    });
    for (auto& p : b.out.publications) std::sort(p.schemas.begin(), p.schemas.end());
}

/// An option of a subscription with the value that CREATE SUBSCRIPTION takes when it is not named. That of `streaming`
/// is another since 18; here it is always that of the versions before.
struct subscription_option {
    std::string name;
    std::string expression;
    std::string default_;
};

std::vector<subscription_option> subscription_options(int major) {
    std::vector<subscription_option> all = {{"binary", "subbinary::text", "false"}};
    if (major >= 16) {
        all.push_back(
            {"streaming", "case substream when 't' then 'on' when 'p' then 'parallel' else 'off' end", "off"});
        all.push_back({"password_required", "subpasswordrequired::text", "true"});
        all.push_back({"run_as_owner", "subrunasowner::text", "false"});
        all.push_back({"origin", "suborigin", "any"});
    } else {
        all.push_back({"streaming", "case when substream then 'on' else 'off' end", "off"});
    }
    if (major >= 15) {
        all.push_back({"two_phase", "(subtwophasestate <> 'd')::text", "false"});
        all.push_back({"disable_on_error", "subdisableonerr::text", "false"});
    }
    if (major >= 17) all.push_back({"failover", "subfailover::text", "false"});
    return all;
}

}  // namespace

void add_replication(std::vector<section>& all, int major, bool superuser) {
    all.push_back(
        {fmt::format("select oid, pubname, pubowner, puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, "
                     "pubviaroot, {} from pg_publication where oid >= 16384",
                     major >= 18 ? "pubgencols" : "null"),
         take_publications});
    all.push_back({major >= 15
                       ? "select prpubid, prrelid, prattrs, pg_get_expr(prqual, prrelid) from pg_publication_rel"
                       : "select prpubid, prrelid, null, null from pg_publication_rel",
                   take_published_tables});
    if (major >= 15) all.push_back({"select pnpubid, pnnspid from pg_publication_namespace", take_published_schemas});

    const auto options = subscription_options(major);
    std::string columns;
    for (const auto& option : options) columns += ", " + option.expression;
    all.push_back({fmt::format("select oid, subname, subowner, {}, subpublications, subslotname, subsynccommit{} from "
                               "pg_subscription where subdbid = (select oid from pg_database where datname = "
                               "current_database())",
                               superuser ? "subconninfo" : "null", columns),
                   [options, superuser](builder& b, const result& rows) {
                       each(rows, [&](row& r) {
                           const oid id = r.oid();
                           catalog::subscription s;
                           s.name = r.text();
                           s.owner = b.owner(r.oid());
                           s.connection = take_conninfo_secrets(r.text(), s.secrets);
                           s.publications = r.texts();
                           std::sort(s.publications.begin(), s.publications.end());
                           s.slot = r.text();
                           s.synchronous_commit = r.text();
                           for (const auto& option : options)
                               if (auto value = r.text(); value != option.default_)
                                   s.options.emplace(option.name, value);
                           s.comment = b.comment(in::subscription, id);
                           b.remember(in::subscription, id, catalog::id_of(s));
                           b.out.subscriptions.push_back(std::move(s));
                       });
                       if (!superuser && rows.row_count() > 0)
                           b.not_read.push_back(
                               {"connections of subscriptions (only superusers may read them)", rows.row_count()});
                   }});
}

}  // namespace tenon::postgres::read
