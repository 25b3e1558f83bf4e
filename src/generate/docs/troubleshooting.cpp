// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/runbook_page.hpp"
#include "generate/docs/sql_names.hpp"
#include "sql/quote.hpp"

#include <set>

// What to do when something is wrong: no connection, a slow query, a failed migration.
namespace tenon::generate {

page connection_runbook(const schema_model& model) {
    auto to = start_runbook(model, "Troubleshooting: no connection",
                            "What to look at when the application cannot connect or is refused.");
    to.heading(2, "Does the server answer");
    to.add(fenced("sh", "pg_isready --dbname=\"$DATABASE_URL\"\npsql \"$DATABASE_URL\" --command='SELECT version()'"));
    to.add(
        "- *connection refused*: the server is down, or listens elsewhere (`listen_addresses`, port, firewall).\n"
        "- *no pg_hba.conf entry*, *password authentication failed*: the server is fine, the credentials or the rules "
        "are not.\n"
        "- *too many clients already*: see below.\n"
        "- *permission denied for table*: the role lacks a grant; [schema.md](../schema.md) says who may do what.\n\n");
    to.heading(2, "Who takes the connections");
    to.add(fenced("sql",
                  "SELECT usename, application_name, state, count(*), max(now() - state_change) AS longest\n"
                  "FROM pg_stat_activity\nWHERE datname = current_database()\nGROUP BY 1, 2, 3\nORDER BY 4 DESC;"));
    to.add(fenced("sql",
                  "SELECT current_setting('max_connections') AS most,\n"
                  "       count(*) AS used FROM pg_stat_activity;"));
    to.add(
        "Sessions in *idle in transaction* hold locks and keep dead rows: end them with "
        "`SELECT pg_terminate_backend(pid)`, then find out who left them.\n\n");
    std::string roles;
    for (const auto& each : model.notes->roles) roles += (roles.empty() ? "" : ", ") + sql::quote_literal(each.name);
    if (!roles.empty()) {
        to.heading(2, "The roles of this platform");
        to.add(fenced(
            "sql", fmt::format(
                       "SELECT rolname, rolcanlogin, rolconnlimit, rolvaliduntil\nFROM pg_roles WHERE rolname IN ({});",
                       roles)));
    }
    std::string secured;
    for (const auto& each : model.tables)
        if (each.table->row_security) secured += (secured.empty() ? "" : ", ") + code(each.title);
    if (!secured.empty()) {
        to.heading(2, "Connected, but no rows");
        to.add("Row security hides rows on " + secured + ". What the session has set:\n\n");
        to.add(fenced("sql",
                      "SELECT current_user, current_setting('tenon.tenant', true) AS tenant,\n"
                      "       current_setting('tenon.actor', true) AS actor;"));
    }
    return to;
}

page slow_query_runbook(const schema_model& model) {
    auto to = start_runbook(model, "Troubleshooting: a slow query", "From the complaint to the cause.");
    to.heading(2, "What runs now");
    to.add(fenced("sql",
                  "SELECT pid, usename, now() - query_start AS running_for, wait_event_type, wait_event,\n"
                  "       pg_blocking_pids(pid) AS blocked_by, left(query, 120) AS query\n"
                  "FROM pg_stat_activity\nWHERE state <> 'idle' AND pid <> pg_backend_pid()\n"
                  "ORDER BY query_start LIMIT 20;"));
    to.add(
        "- *blocked_by* is not empty: the query is not slow, it waits. See "
        "[schema updates](schema-updates.md#who-holds-or-waits-for-a-lock-now).\n"
        "- Otherwise ask for its plan: `EXPLAIN (ANALYZE, BUFFERS)` in a transaction that is rolled back.\n\n");
    to.heading(2, "What the plan should use");
    markdown_table rows({"Query", "Index"});
    std::map<std::string, std::set<std::string>> served;
    for (const auto& each : model.notes->indexes)
        for (const auto& query : each.queries) served[query].insert(each.index.identity);
    for (const auto& [query, indexes] : served) rows.add({code(query), codes({indexes.begin(), indexes.end()})});
    if (rows.empty()) {
        markdown_table all({"Table", "Indexes"});
        for (const auto& each : model.tables) {
            std::vector<std::string> names;
            names.reserve(each.indexes.size());
            for (const auto* index : each.indexes) names.push_back(index->name.name);
            if (!names.empty()) all.add({code(each.title), codes(names)});
        }
        to.add(all.text());
    } else {
        to.add(rows.text());
    }
    to.add(
        "- A sequential scan over a large table instead: are the statistics fresh? (`ANALYZE`, below)\n"
        "- *Rows Removed by Filter* is large: the index does not fit the condition; write the query into `queries/` "
        "and run `tenon build`, which designs the index for it.\n"
        "- Estimated and actual rows differ more than tenfold: extended statistics help (`CREATE STATISTICS`).\n\n");
    to.heading(2, "Are the statistics fresh");
    to.add(fenced(
        "sql",
        fmt::format("SELECT relname AS table, n_mod_since_analyze AS changed_since, last_analyze, last_autoanalyze\n"
                    "FROM pg_stat_user_tables\nWHERE schemaname IN ({})\n"
                    "ORDER BY n_mod_since_analyze DESC LIMIT 20;",
                    schema_literals(model))));
    add_large_tables(to);
    return to;
}

page failed_migration_runbook(const schema_model& model) {
    auto to = start_runbook(model, "Troubleshooting: a failed migration", "What state is left, and how to go on.");
    to.heading(2, "What is there now");
    to.add("Statements between `BEGIN` and `COMMIT` left nothing behind. Others may have: compare with both ends.\n\n");
    to.add(fenced("sh",
                  "tenon diff --from \"$DATABASE_URL\" --to requirements.yaml\n"
                  "tenon diff --from \"$DATABASE_URL\" --to schema/catalog.json"));
    to.heading(2, "What an interrupted statement leaves");
    to.add(
        "An index that was being built `CONCURRENTLY` stays, invalid: it slows writes and serves nothing. Drop it and "
        "build it again.\n\n");
    to.add(fenced("sql", fmt::format("SELECT n.nspname AS schema, i.indrelid::regclass AS table, c.relname AS index\n"
                                     "FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid\n"
                                     "JOIN pg_namespace n ON n.oid = c.relnamespace\n"
                                     "WHERE NOT i.indisvalid AND n.nspname IN ({});",
                                     schema_literals(model))));
    to.add("A constraint that was added `NOT VALID` holds for new rows only:\n\n");
    to.add(fenced(
        "sql",
        fmt::format(
            "SELECT conrelid::regclass AS table, conname AS constraint, pg_get_constraintdef(oid) AS definition\n"
            "FROM pg_constraint\nWHERE NOT convalidated AND connamespace IN ({});",
            schema_oids(model))));
    to.heading(2, "Which rows are in the way");
    std::string orphans;
    for (const auto& each : model.relationships) {
        if (model.relationships.size() > most_listed && each.key->not_valid == false) continue;
        orphans += orphan_query(model, each) + "\n";
    }
    if (!orphans.empty()) {
        to.add("Rows without the row that they refer to:\n\n");
        to.add(fenced("sql", orphans));
    }
    to.add("The message of the server names the constraint. Its definition tells the condition to look for:\n\n");
    to.add(fenced(
        "sql",
        fmt::format(
            "SELECT conrelid::regclass AS table, conname AS constraint, pg_get_constraintdef(oid) AS definition\n"
            "FROM pg_constraint WHERE connamespace IN ({}) ORDER BY 1, 2;",
            schema_oids(model))));
    to.heading(2, "Go on or go back");
    to.add(
        "- *lock timeout*: nothing is wrong; run the migration again at a quieter time.\n"
        "- *violates* or *duplicate key*: repair the rows, then run it again.\n"
        "- To go back, run the `.down.sql` beside the migration; what loses data says so in its header. When data is "
        "gone already, [restore](backup.md).\n");
    return to;
}

}  // namespace tenon::generate
