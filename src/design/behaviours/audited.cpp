// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/behaviours/erasure.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

namespace {

constexpr std::string_view log_name = "tenon_audit";

struct log_column {
    std::string_view name, type, default_;
    bool required;
    std::string_view about;
};

constexpr log_column log_columns[] = {
    {"id", "bigint", "", true, "Grows with each entry; gaps mean rolled-back changes."},
    {"at", "timestamp with time zone", "clock_timestamp()", true,
     "The clock at the change, not at the start of its transaction."},
    {"transaction", "xid8", "pg_current_xact_id()", true, "The transaction; entries of one belong together."},
    {"actor", "text", "", false, "Who: tenon.actor. Empty for maintenance roles only."},
    {"reason", "text", "", false, "Why: tenon.reason."},
    {"trace_id", "text", "", false, "The trace: tenon.trace_id."},
    {"session_user_name", "text", "SESSION_USER", true, "The role that logged in."},
    {"application_name", "text", "", false, "What the client calls itself."},
    {"client_addr", "inet", "", false, "Where the client is; empty for local sockets."},
    {"table_oid", "oid", "", true, "The table, or the partition, in this database."},
    {"table_name", "text", "", true, "The table, qualified."},
    {"operation", "text", "", true, "INSERT, UPDATE, DELETE or TRUNCATE."},
    {"key", "jsonb", "", false, "The key of the row."},
    {"old", "jsonb", "", false, "The row before."},
    {"new", "jsonb", "", false, "The row after."},
    {"catalog_digest", "text", "", false,
     "The schema that the writer was made for: tenon.catalog_digest. Empty where nobody sets it."},
};

constexpr std::string_view body = R"(
DECLARE
  key_columns text[] := TG_ARGV[0]::text[];
  hidden text[] := TG_ARGV[1]::text[];
  who text := nullif(current_setting('tenon.actor', true), '');
  why text := nullif(current_setting('tenon.reason', true), '');
  acting text := CASE current_setting('role') WHEN 'none' THEN SESSION_USER::text ELSE current_setting('role') END;
  before jsonb;
  after jsonb;
BEGIN
  IF who IS NULL AND NOT acting = ANY (@maintenance@) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'insufficient_privilege',
      MESSAGE = format('%s on %s refused: nobody is named as the actor', TG_OP, TG_ARGV[3]),
      HINT = 'In the transaction: SELECT set_config(''tenon.actor'', ''…'', true)',
      SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  IF why IS NULL AND TG_ARGV[2]::boolean AND who IS NOT NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'insufficient_privilege',
      MESSAGE = format('%s on %s refused: no reason is given', TG_OP, TG_ARGV[3]),
      HINT = 'In the transaction: SELECT set_config(''tenon.reason'', ''…'', true)',
      SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  IF TG_OP IN ('UPDATE', 'DELETE') THEN
    before := to_jsonb(OLD);
  END IF;
  IF TG_OP IN ('INSERT', 'UPDATE') THEN
    after := to_jsonb(NEW);
  END IF;
  INSERT INTO @log@ (actor, reason, trace_id, application_name, client_addr, table_oid, table_name, operation, key, old, new,
    catalog_digest)
  VALUES (who, why, nullif(current_setting('tenon.trace_id', true), ''), nullif(current_setting('application_name'), ''),
    inet_client_addr(), TG_RELID, TG_ARGV[3], TG_OP,
    (SELECT jsonb_object_agg(item, coalesce(before, after) -> item) FROM unnest(key_columns) AS item WHERE TG_LEVEL = 'ROW'),
    before - hidden, after - hidden, nullif(current_setting('tenon.catalog_digest', true), ''));
  RETURN NULL;
END
)";

table_model& log_table(workbench& bench) {
    if (const auto found = bench.table_by_name.find(std::string(log_name)); found != bench.table_by_name.end())
        return *found->second;
    auto& log = bench.add_table(std::string(log_name), table_role::audit, bench.entities.size(), "the audit log");
    log.table.comment = log.note.description =
        "Every change of an audited table: who, when, what, why. Rows are never changed.";
    log.note.area = "Tenon";
    for (const auto& each : log_columns) {
        catalog::column column;
        column.name = each.name;
        column.type = each.type;
        column.default_ = each.default_;
        if (each.required) column.not_null.emplace();
        column.comment = each.about;
        if (each.name == "id") {
            column.identity = catalog::identity_kind::always;
            column.identity_sequence.emplace();
        }
        bench.add_column(log, std::move(column), behaviour_note_for("audited", std::string(each.about)));
    }
    log.key = {"id", "at"};
    // Whoever is given the log sees of it what its entities name them as readers of. The function that writes it runs
    // as the owner, whom the policies do not hold.
    log.table.row_security = true;
    log.partitions = partitioning{.column = "at",
                                  .type = "timestamp with time zone",
                                  .every = "1 month",
                                  .ahead = 12,
                                  .where = bench.current_place()};
    bench.add_constraint(log, {.kind = catalog::constraint_kind::primary_key, .columns = log.key}, "primary_key", {});
    bench.add_check(log, "operation IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')", {"operation", "values"});
    bench.want(log, {.keys = {{.column = "table_name"}, {.column = "at"}},
                     .reason = "changes of one table in order",
                     .asked_by = "behaviour audited"});
    bench.want(log, {.method = "gin",
                     .keys = {{.column = "key", .opclass = "jsonb_path_ops"}},
                     .reason = "changes of one row",
                     .asked_by = "behaviour audited"});
    bench.want(log, {.keys = {{.column = "actor"}, {.column = "at"}},
                     .reason = "what one person did",
                     .asked_by = "behaviour audited"});
    refuse_changes(bench, log, "", "");
    bench.decide(log.id(), "the audit log is one table, cut by month",
                 "old months can be kept elsewhere, and writers never wait for each other", "behaviour audited");
    return log;
}

}  // namespace

void audit_table(workbench& bench, table_model& table, const std::vector<std::string>& except, bool needs_reason) {
    auto& log = log_table(bench);
    std::vector<std::string> roles;
    roles.reserve(bench.settings.maintenance_roles.size());
    for (const auto& role : bench.settings.maintenance_roles) roles.push_back(sql::quote_literal(role));
    const std::string text = replace_all(replace_all(std::string(body), "@log@", bench.quoted(log.table.name.name)),
                                         "@maintenance@", fmt::format("ARRAY[{}]::text[]", join(roles, ", ")));
    // The function writes the log for everybody who may change a table; nobody else may.
    const std::string function = bench.add_trigger_function(
        "tenon_write_audit", text, "Writes the audit log; refuses changes that nobody answers for.", true);
    bench.depend({catalog::object_kind::function, fmt::format("{}()", catalog::identity_of(bench.qualify(function)))},
                 log.id());
    const std::vector<std::string> arguments = {array_literal(table.key), array_literal(except),
                                                needs_reason ? "true" : "false",
                                                catalog::identity_of(table.table.name)};
    bench.add_trigger(table, {.name = "tenon_audit",
                              .timing = "AFTER",
                              .events = {"INSERT", "UPDATE", "DELETE"},
                              .function = function,
                              .arguments = arguments,
                              .comment = "Writes the audit log."});
    bench.add_trigger(table, {.name = "tenon_audit_truncate",
                              .timing = "AFTER",
                              .events = {"TRUNCATE"},
                              .row = false,
                              .function = function,
                              .arguments = arguments,
                              .comment = "Writes the audit log."});
}

namespace {

/// The readers of an entity see what the log says of its tables, of a tenant's rows those of their own tenant.
void let_read(behaviour_run& run, const std::vector<std::string>& readers, const std::vector<std::string>& tables) {
    if (readers.empty()) return;
    std::vector<std::string> names;
    names.reserve(tables.size());
    for (const auto& table : tables) names.push_back(sql::quote_literal(table));
    catalog::policy policy;
    policy.name = fit_name("tenon_readers_" + run.table().table.name.name);
    policy.command = catalog::policy_command::select;
    policy.roles = readers;
    std::sort(policy.roles.begin(), policy.roles.end());
    policy.using_ = fmt::format("table_name IN ({})", join(names, ", "));
    if (!run.entity.tenant.empty())
        policy.using_ += fmt::format(" AND (coalesce(new, old) ->> {}) = current_setting('tenon.tenant', true)",
                                     sql::quote_literal(run.entity.tenant));
    policy.comment = fmt::format("Who may read what the log says of {}.", run.table().table.name.name);
    run.bench.add_policy(log_table(run.bench), std::move(policy));
    run.decide(fmt::format("{} may read what {} says of it", join(readers, ", "), log_name),
               "the log holds what others may not see, so nobody reads it who is not named");
}

/// The log holds what the table holds: its rows before and after are as sensitive as the attributes in them.
void mark_sensitive(table_model& log, const table_model& table, const std::vector<std::string>& except) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const std::string& of = table.columns[i].sensitive;
        if (of.empty() || std::find(except.begin(), except.end(), table.table.columns[i].name) != except.end())
            continue;
        for (const char* name : {"old", "new"}) {
            std::string& all = log.columns[log.by_column.at(name)].sensitive;
            const auto known = split(all, ',');
            if (std::none_of(known.begin(), known.end(), [&](auto word) { return trim(word) == of; }))
                all += (all.empty() ? "" : ", ") + of;
        }
    }
}

}  // namespace

void add_audited_rules(behaviour_run& run) {
    std::vector<std::string> except;
    for (const auto& name : run.list("except")) {
        const auto found = run.entity.columns_of.find(name);
        if (found == run.entity.columns_of.end()) continue;  // reported when the document was read
        except.insert(except.end(), found->second.begin(), found->second.end());
    }
    const bool reason = run.flag("reason");
    const auto readers = run.list("readers");
    audit_table(run.bench, run.table(), except, reason);
    mark_sensitive(log_table(run.bench), run.table(), except);
    let_forget(log_table(run.bench), catalog::identity_of(run.table().table.name), run.entity.erased);
    run.decide(fmt::format("INSERT, UPDATE, DELETE and TRUNCATE are logged in {}{}", log_name,
                           reason ? ", and refused without a reason" : ""),
               "encrypted and hashed attributes appear as they are stored; a change without an actor is refused");
    std::vector<std::string> tables = {catalog::identity_of(run.table().table.name)};
    for (auto& relation : run.bench.notes.relations) {
        // The connections of an audited entity are part of what is audited.
        if (relation.kind != relation_kind::many_to_many || relation.from != run.table().id() || !relation.through)
            continue;
        for (auto& table : run.bench.tables)
            if (table.note.role == table_role::junction && table.id() == *relation.through) {
                audit_table(run.bench, table, {}, reason);
                // A connection does not say whose it is, so it is shown to nobody where rows belong to tenants.
                if (run.entity.tenant.empty()) tables.push_back(catalog::identity_of(table.table.name));
                run.bench.decide(table.id(), "its changes are logged too",
                                 fmt::format("{} is audited", run.entity.name), run.rule(), run.where());
            }
    }
    let_read(run, readers, tables);
}

}  // namespace tenon::design
