// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "catalog/identity.hpp"
#include "generate/docs/docs.hpp"
#include "generate/docs/page.hpp"
#include "generate/docs/runbook_page.hpp"
#include "generate/docs/sql_names.hpp"
#include "sql/quote.hpp"

#include <algorithm>
#include <set>

// Pages for the people on call. Every SQL block can be run as it stands, on the schema that the pages were made for.
namespace tenon::generate {
namespace {

page schema_updates(const schema_model& model) {
    auto to = start_runbook(model, "Schema updates", "How to change the schema without surprises.");
    to.heading(2, "Steps");
    to.add(
        "1. Change the requirements, never the database by hand, and run `tenon build`: it proves the new schema on a "
        "private server.\n"
        "2. Look at the difference to the live database: `tenon diff --from \"$DATABASE_URL\" --to "
        "requirements.yaml`.\n"
        "3. Apply the migration to a copy or to staging first, and take a [backup](backup.md) before production.\n"
        "4. Apply it with a lock timeout, so that a statement that has to wait gives up instead of queueing everybody "
        "behind it:\n\n");
    to.add(fenced("sql", "SET lock_timeout = '5s';\nSET statement_timeout = '15min';"));
    to.add("5. Compare again: the difference must be empty.\n\n");
    to.heading(2, "Tables to be careful with");
    markdown_table rows({"Table", "Referred to by"});
    for (const auto each : most_referred(model)) {
        std::set<std::size_t> children;
        for (const auto number : model.tables[each].incoming) children.insert(model.relationships[number].child);
        std::string names;
        std::size_t listed = 0;
        for (const auto child : children) {
            if (++listed > 8) {
                names += fmt::format(" and {} more", children.size() - 8);
                break;
            }
            names += (names.empty() ? "" : ", ") + code(model.tables[child].title);
        }
        rows.add({runbook_table(model, each), names});
    }
    to.add(rows.text());
    add_large_tables(to);
    markdown_table triggers({"Table", "Triggers that fire on a mass update"});
    for (const auto& each : model.tables) {
        std::vector<std::string> names;
        for (const auto* trigger : each.triggers)
            if (std::find(trigger->events.begin(), trigger->events.end(), "UPDATE") != trigger->events.end() &&
                trigger->enabled != catalog::firing::disabled)
                names.push_back(trigger->name);
        if (!names.empty()) triggers.add({code(each.title), codes(names)});
    }
    if (!triggers.empty())
        to.add("Filling a column fires triggers, which write histories and audit rows too:\n\n" + triggers.text());
    to.heading(2, "Who holds or waits for a lock now");
    to.add(fenced("sql", fmt::format("SELECT l.relation::regclass AS relation, l.mode, l.granted, a.pid, a.usename,\n"
                                     "       now() - a.xact_start AS in_transaction_for, left(a.query, 80) AS query\n"
                                     "FROM pg_locks l JOIN pg_stat_activity a USING (pid)\n"
                                     "WHERE l.relation IN (SELECT oid FROM pg_class WHERE relnamespace IN ({}))\n"
                                     "ORDER BY l.granted, in_transaction_for DESC NULLS LAST;",
                                     schema_oids(model))));
    return to;
}

page optimisation(const schema_model& model) {
    auto to = start_runbook(model, "Optimisation", "What keeps queries fast, and how to see that it still does.");
    const auto names = schema_literals(model);
    to.heading(2, "Indexes and what they serve");
    markdown_table rows({"Table", "Index", "Serves"});
    for (const auto& each : model.notes->indexes)
        if (!each.queries.empty()) {
            const auto table = model.table_of.find(each.table);
            if (table != model.table_of.end())
                rows.add({runbook_table(model, table->second), code(each.index.identity), codes(each.queries)});
        }
    to.add(rows.empty() ? "No named queries are known; [schema.md](../schema.md) lists every index.\n\n" : rows.text());
    to.add(
        "Indexes that nothing has used since the statistics were reset (keys and unique ones are needed all the "
        "same):\n\n");
    to.add(fenced("sql", fmt::format("SELECT relname AS table, indexrelname AS index, idx_scan AS scans,\n"
                                     "       pg_size_pretty(pg_relation_size(indexrelid)) AS size\n"
                                     "FROM pg_stat_user_indexes JOIN pg_index USING (indexrelid)\n"
                                     "WHERE schemaname IN ({}) AND idx_scan = 0 AND NOT indisunique\n"
                                     "ORDER BY pg_relation_size(indexrelid) DESC;",
                                     names)));
    to.add("Tables that are read from end to end often:\n\n");
    to.add(fenced(
        "sql", fmt::format("SELECT relname AS table, seq_scan AS scans, seq_tup_read AS rows_read, n_live_tup AS rows\n"
                           "FROM pg_stat_user_tables\n"
                           "WHERE schemaname IN ({}) AND seq_scan > 0\n"
                           "ORDER BY seq_tup_read DESC LIMIT 20;",
                           names)));
    to.heading(2, "Statistics and dead rows");
    to.add(fenced(
        "sql",
        fmt::format(
            "SELECT relname AS table, n_live_tup AS rows, n_dead_tup AS dead, last_autovacuum, last_autoanalyze\n"
            "FROM pg_stat_user_tables\n"
            "WHERE schemaname IN ({})\n"
            "ORDER BY n_dead_tup DESC LIMIT 20;",
            names)));
    std::string analyze;
    for (const auto each : most_referred(model))
        analyze += fmt::format("ANALYZE {};\n", sql_name(model.tables[each].table->name));
    if (!analyze.empty()) {
        to.add("After a mass load, the tables that most joins go through first:\n\n");
        to.add(fenced("sql", analyze));
    }
    if (!model.catalog->materialized_views.empty()) {
        to.heading(2, "Materialized views");
        to.add(
            "They show the state of their last refresh. Nothing in the database refreshes them by itself: a scheduler "
            "runs these statements, as their owner. With a unique index over all rows a view can be read "
            "meanwhile (`CONCURRENTLY`):\n\n");
        std::string refresh;
        for (const auto& each : model.catalog->materialized_views) {
            const bool unique =
                std::any_of(model.catalog->indexes.begin(), model.catalog->indexes.end(), [&](const auto& index) {
                    return index.table == each.name && index.unique && index.predicate.empty() &&
                           std::none_of(index.keys.begin(), index.keys.end(),
                                        [](const auto& key) { return key.column.empty(); });
                });
            const auto* note = model.look.view(catalog::id_of(each));
            refresh +=
                fmt::format("REFRESH MATERIALIZED VIEW {}{};{}\n", unique ? "CONCURRENTLY " : "", sql_name(each.name),
                            note && !note->refresh.empty() ? " -- every " + replace_all(note->refresh, "\n", " ") : "");
        }
        to.add(fenced("sql", refresh));
        to.add(
            "One that was never filled refuses its readers, and takes its first refresh without `CONCURRENTLY`; an "
            "initial migration made from requirements fills those of `views:` once. Those that wait for it:\n\n");
        to.add(fenced("sql", fmt::format("SELECT schemaname AS schema, matviewname AS view\nFROM pg_matviews\n"
                                         "WHERE schemaname IN ({}) AND NOT ispopulated;",
                                         names)));
    }
    std::string bounds;
    for (const auto& each : model.tables)
        if (!each.partitions.empty())
            bounds += fmt::format("{}({})", bounds.empty() ? "" : ", ", sql::quote_literal(sql_name(each.table->name)));
    if (!bounds.empty()) {
        to.heading(2, "Partitions");
        to.add("Rows in a DEFAULT partition mean that one was not made ahead in time:\n\n");
        to.add(fenced("sql", fmt::format("SELECT parent.name AS table, child.relid AS partition,\n"
                                         "       pg_get_expr(c.relpartbound, c.oid) AS bound,\n"
                                         "       pg_size_pretty(pg_total_relation_size(child.relid)) AS size\n"
                                         "FROM (VALUES {}) AS parent (name)\n"
                                         "CROSS JOIN LATERAL pg_partition_tree(parent.name::regclass) AS child\n"
                                         "JOIN pg_class c ON c.oid = child.relid\n"
                                         "WHERE child.isleaf ORDER BY 1, 2;",
                                         bounds)));
    }
    add_large_tables(to);
    return to;
}

page backup(const schema_model& model) {
    auto to = start_runbook(model, "Backup and restore",
                            "How to save the data, and how to know that it can be brought back.");
    to.heading(2, "Save");
    const auto secured = std::any_of(model.tables.begin(), model.tables.end(),
                                     [](const auto& each) { return each.table->row_security; });
    to.add(
        fmt::format("The whole database is saved: a part of it lacks the extensions that it needs. The role must be "
                    "allowed to read every table{}.\n\n",
                    secured ? ", past row security: a superuser, or one with `BYPASSRLS` and `pg_read_all_data`. To "
                              "own the tables is not enough"
                            : ": a superuser, their owner, or a member of `pg_read_all_data`"));
    to.add(fenced("sh", "pg_dump \"$DATABASE_URL\" --format=directory --jobs=4 --file=backup"));
    to.add(
        "A dump is a state at one moment. To go back to any moment, archive the write-ahead log as well "
        "(PostgreSQL documentation, chapter \"Continuous Archiving and Point-in-Time Recovery\").\n\n");
    std::set<std::string> roles;
    for (const auto& table : model.tables)
        for (const auto& [who, what] : grant_rows(table.table->privileges))
            if (who != "PUBLIC") roles.insert(who);
    if (!roles.empty())
        to.add(
            fmt::format("Roles are no part of a dump. The target needs {} first: `pg_dumpall --roles-only` saves "
                        "them.\n\n",
                        codes({roles.begin(), roles.end()})));
    if (!model.catalog->extensions.empty()) {
        std::vector<std::string> names;
        names.reserve(model.catalog->extensions.size());
        for (const auto& each : model.catalog->extensions) names.push_back(each.name);
        to.add(fmt::format("The target server must have the extensions {}.\n\n", codes(names)));
    }
    to.heading(2, "Restore and check");
    to.add(
        "As a superuser of the target server, which `PGHOST`, `PGPORT` and `PGUSER` name: the objects are given to the "
        "roles that own them.\n\n");
    to.add(fenced("sh",
                  "createdb --template=template0 restored\n"
                  "pg_restore --dbname=restored --jobs=4 --exit-on-error backup\n"
                  "psql --dbname=restored --command=ANALYZE"));
    to.add("The restored schema must be the same; this prints nothing:\n\n");
    to.add(fenced("sh", "tenon diff --from \"$DATABASE_URL\" --to postgres:///restored"));
    to.add("Then count the rows on both sides:\n\n");
    std::string counts;
    for (const auto& each : model.tables) {
        if (each.table->kind == catalog::table_kind::foreign) continue;
        counts +=
            fmt::format("{}SELECT {} AS \"table\", count(*) AS rows FROM {}", counts.empty() ? "" : "\nUNION ALL ",
                        sql::quote_literal(each.title), sql_name(each.table->name));
    }
    if (!counts.empty()) to.add(fenced("sql", counts + "\nORDER BY 1;"));
    std::string sensitive;
    std::set<std::string> seen;
    for (const auto& each : model.notes->columns)
        if (!each.sensitive.empty() && seen.insert(each.column.identity).second)
            sensitive += (sensitive.empty() ? "" : ", ") + code(each.column.identity);
    if (!sensitive.empty())
        to.add("A backup holds personal data in " + sensitive +
               ": keep it encrypted, and no longer than the data itself.\n\n");
    return to;
}

}  // namespace

output_files runbooks(const schema_model& model) {
    struct entry {
        std::string file, title;
        page text;
    };
    const std::vector<entry> pages = {
        {"schema-updates", "Schema updates", schema_updates(model)},
        {"optimisation", "Optimisation", optimisation(model)},
        {"backup", "Backup and restore", backup(model)},
        {"no-connection", "Troubleshooting: no connection", connection_runbook(model)},
        {"slow-query", "Troubleshooting: a slow query", slow_query_runbook(model)},
        {"failed-migration", "Troubleshooting: a failed migration", failed_migration_runbook(model)},
    };
    output_files files;
    page index{model, false, std::nullopt};
    index.heading(1, "Runbooks for " + prose(model.title));
    for (const auto& each : pages) {
        index.add(fmt::format("- {}\n", link(each.title, each.file + ".md")));
        files.push_back({"docs/runbooks/" + each.file + ".md", each.text.text});
    }
    std::map<std::string, std::string> owners;
    for (const auto& each : model.tables)
        if (each.note && !each.note->owner.empty()) {
            auto& list = owners[each.note->owner];
            list += (list.empty() ? "" : ", ") + code(each.title);
        }
    markdown_table rows({"To be asked", "About"});
    for (const auto& [owner, tables] : owners) rows.add({prose(owner), tables});
    if (!rows.empty()) index.add("\n" + rows.text());
    files.push_back({"docs/runbooks/README.md", index.text});
    return files;
}

}  // namespace tenon::generate
