// SPDX-License-Identifier: Apache-2.0
#include "safety/observe.hpp"

#include "base/failure.hpp"

#include <unordered_map>

namespace tenon::safety {
namespace {

using diff::lock_mode;

/// As pg_locks.mode spells them, weakest first.
lock_mode mode_of(std::string_view text) {
    static const std::map<std::string_view, lock_mode> modes = {
        {"AccessShareLock", lock_mode::access_share},
        {"RowShareLock", lock_mode::row_share},
        {"RowExclusiveLock", lock_mode::row_exclusive},
        {"ShareUpdateExclusiveLock", lock_mode::share_update_exclusive},
        {"ShareLock", lock_mode::share},
        {"ShareRowExclusiveLock", lock_mode::share_row_exclusive},
        {"ExclusiveLock", lock_mode::exclusive},
        {"AccessExclusiveLock", lock_mode::access_exclusive},
    };
    const auto found = modes.find(text);
    require(found != modes.end(), "a lock mode that PostgreSQL does not have");
    return found->second;
}

struct relation {
    std::string identity;
    bool has_rows = false;   ///< of its own: tables and materialized views
    std::string file;        ///< changes when all rows are written anew
    std::int64_t scans = 0;  ///< by this session, of the relation and its indexes, since some time before
};
using relations = std::unordered_map<std::string, relation>;  // by oid

relations look(postgres::connection& server) {
    const auto rows = server.execute(
        "select c.oid, n.nspname, c.relname, c.relkind in ('r', 'm'), coalesce(pg_relation_filenode(c.oid), 0), "
        "pg_stat_get_xact_numscans(c.oid) + coalesce((select sum(pg_stat_get_xact_numscans(i.indexrelid)) from "
        "pg_index i where i.indrelid = c.oid), 0)::bigint from pg_class c join pg_namespace n on n.oid = "
        "c.relnamespace where c.oid >= 16384 and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')");
    relations out;
    for (int i = 0; i < rows.row_count(); ++i) {
        const catalog::qualified_name name{std::string(rows.text(i, 1)), std::string(rows.text(i, 2))};
        out.emplace(rows.text(i, 0),
                    relation{identity_of(name), rows.boolean(i, 3), std::string(rows.text(i, 4)), rows.integer(i, 5)});
    }
    return out;
}

/// Relation and mode of every lock that the session's transaction holds on what is no part of the server.
std::vector<std::pair<std::string, lock_mode>> locks(postgres::connection& server) {
    const auto rows = server.execute(
        "select relation, mode from pg_locks where pid = pg_backend_pid() and locktype = 'relation' and relation >= "
        "16384 and granted and database = (select oid from pg_database where datname = current_database())");
    std::vector<std::pair<std::string, lock_mode>> out;
    out.reserve(static_cast<std::size_t>(rows.row_count()));
    for (int i = 0; i < rows.row_count(); ++i) out.emplace_back(rows.text(i, 0), mode_of(rows.text(i, 1)));
    return out;
}

}  // namespace

observation observe(postgres::connection& server, const std::string& statement) {
    observation out;
    server.run("BEGIN");
    try {
        server.execute(
            "select set_config('track_counts', 'on', true) where not current_setting('track_counts')::boolean");
        const auto before = look(server);
        server.run(statement);
        const auto held = locks(server);
        const auto after = look(server);
        server.run("COMMIT");

        for (const auto& [oid, mode] : held) {
            const auto found = before.find(oid);
            if (found == before.end()) continue;
            auto& strongest = out.locks.try_emplace(found->second.identity, mode).first->second;
            strongest = std::max(strongest, mode);
        }
        for (const auto& [oid, was] : before) {
            const auto found = after.find(oid);
            if (found == after.end() || !was.has_rows) continue;
            const bool rewritten = was.file != found->second.file;
            if (rewritten) out.rewrites.push_back(was.identity);
            if (rewritten || was.scans != found->second.scans) out.scans.push_back(was.identity);
        }
    } catch (const postgres::database_error&) {
        if (server.is_usable() && server.in_transaction()) server.run("ROLLBACK");
        throw;
    }
    std::sort(out.rewrites.begin(), out.rewrites.end());
    std::sort(out.scans.begin(), out.scans.end());
    return out;
}

void note(diff::step& step, const observation& seen) {
    step.locks = seen.locks;
    step.rewrites = seen.rewrites;
    step.scans = seen.scans;
    for (const auto& identity : seen.scans) {
        const auto found = seen.locks.find(identity);
        if (found == seen.locks.end()) continue;
        // PostgreSQL documentation, 13.3.1: SHARE and stronger conflict with ROW EXCLUSIVE, only ACCESS EXCLUSIVE with
        // ACCESS SHARE.
        const auto hazard = found->second == lock_mode::access_exclusive ? diff::hazard::blocks_reads
                            : found->second >= lock_mode::share          ? diff::hazard::blocks_writes
                                                                         : diff::hazard::none;
        step.hazard = std::max(step.hazard, hazard);
    }
}

}  // namespace tenon::safety
