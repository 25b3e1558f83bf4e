// SPDX-License-Identifier: Apache-2.0
#include "postgres/read_catalog.hpp"

#include "base/codes/postgres.hpp"
#include "postgres/read/builder.hpp"

namespace tenon::postgres {

namespace {

/// Settings under which every expression prints alike, whoever reads: names qualified, times in UTC.
constexpr std::string_view reading_settings =
    "set local search_path = pg_catalog; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local "
    "intervalstyle = "
    "'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1; set local quote_all_identifiers = "
    "off; set local "
    "jit = off; set local statement_timeout = 0; set local lock_timeout = 0; set local "
    "idle_in_transaction_session_timeout = 0; set "
    "local xmlbinary = 'base64'";

/// Counts and sums over the rows of the catalogs that the server's pg_get_…def functions look at. Sums of bigint are
/// numeric: they do not overflow, whatever the oids.
constexpr std::string_view fingerprint_sql =
    "select (select count(*) || ':' || coalesce(sum(hashint8extended(oid::int8, xmin::text::int8)), 0) from pg_class "
    "where relkind <> 't' and oid >= 16384) || ' ' || (select count(*) || ':' || "
    "coalesce(sum(hashint8extended(attrelid::int8 * 4096 + attnum, xmin::text::int8)), 0) from pg_attribute where "
    "attrelid >= 16384 and attnum > 0)";

std::string fingerprint_of(std::string_view table) {
    return fmt::format(
        "(select count(*) || ':' || coalesce(sum(hashint8extended(oid::int8, xmin::text::int8)), 0) from {} where oid "
        ">= 16384)",
        table);
}

std::string whole_fingerprint_sql() {
    std::string sql(fingerprint_sql);
    for (const auto* table : {"pg_attrdef", "pg_constraint", "pg_proc", "pg_type", "pg_trigger", "pg_rewrite",
                              "pg_policy", "pg_namespace", "pg_statistic_ext", "pg_operator", "pg_collation"})
        sql += " || ' ' || " + fingerprint_of(table);
    return sql;
}

std::string scalar(connection& server, const std::string& sql) {
    return std::string(server.execute(sql).text(0, 0));
}

/// Ends the reading transaction, whatever happened in it.
class reading_transaction {
public:
    explicit reading_transaction(connection& server) : server_(server) {
        server_.run("begin isolation level repeatable read read only");
        server_.run(std::string(reading_settings));
    }
    reading_transaction(const reading_transaction&) = delete;
    reading_transaction& operator=(const reading_transaction&) = delete;
    ~reading_transaction() {
        try {
            if (server_.in_transaction()) server_.run("rollback");
        } catch (const std::exception&) {
            // The connection is gone, and the transaction with it.
        }
    }

private:
    connection& server_;
};

std::vector<read::section> all_sections(int major, bool superuser, const read_options& options) {
    std::vector<read::section> all;
    read::add_names(all, major);
    read::add_types(all, major);
    read::add_relations(all, major);
    read::add_constraints(all, major);
    read::add_indexes(all, major);
    read::add_rules_and_triggers(all, major);
    read::add_routines(all, major);
    read::add_operators(all, major);
    read::add_text_search(all, major);
    read::add_foreign(all, major, superuser);
    read::add_replication(all, major, superuser);
    read::add_privileges(all);
    read::add_others(all, major, options);
    read::add_dependencies(all, major);
    read::add_not_read(all, major);
    return all;
}

/// Where the write-ahead log stands: as long as it stands still, nobody has changed anything.
std::string log_position(connection& server) {
    return scalar(
        server,
        "select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_insert_lsn() end");
}

/// One reading; nothing when the schema changed while it was under way.
std::optional<catalog_reading> read_once(connection& server, const read_options& options) {
    std::optional<read::builder> builder;
    std::string before;
    const std::string log_at_start = log_position(server);  // before the snapshot: a commit in between must show
    {
        const reading_transaction transaction(server);
        const bool superuser = scalar(server, "select rolsuper from pg_roles where rolname = current_user") == "t";
        const auto sections = all_sections(server.major(), superuser, options);
        std::vector<statement> statements;
        statements.reserve(sections.size());
        for (const auto& section : sections) statements.push_back({section.sql});
        builder.emplace(server.server_version());
        try {
            server.pipeline(statements, [&](std::size_t index, result rows) { sections[index].take(*builder, rows); });
        } catch (const database_error& error) {
            // The server's functions look at the newest state: an object that was dropped meanwhile makes them fail
            // with "cache lookup failed" (an internal error) or as undefined.
            const bool vanished = error.sqlstate() == "XX000" || error.sqlstate().starts_with("42");
            if (!vanished) throw;
            server.run("rollback");
            if (log_position(server) == log_at_start) throw;
            return std::nullopt;
        }
        if (log_position(server) != log_at_start) before = scalar(server, whole_fingerprint_sql());
    }
    if (!before.empty()) {
        const reading_transaction afterwards(server);
        if (scalar(server, whole_fingerprint_sql()) != before) return std::nullopt;
    }
    if (!builder->marked.empty())
        builder->not_read.push_back(
            {"objects marked DEPENDS ON EXTENSION", static_cast<std::int64_t>(builder->marked.size())});
    sort(builder->out);
    std::sort(builder->not_read.begin(), builder->not_read.end());
    return catalog_reading{std::move(builder->out), std::move(builder->not_read)};
}

}  // namespace

catalog_reading read_catalog(connection& server, const read_options& options) {
    constexpr int attempts = 3;
    for (int i = 0; i < attempts; ++i)
        if (auto read = read_once(server, options)) return std::move(*read);
    throw failure(code::schema_keeps_changing,
                  fmt::format("the schema of {} changed during each of {} readings", server.display_name(), attempts),
                  "nothing was changed", "run the command again when no migration is running");
}

}  // namespace tenon::postgres
