// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"

namespace tenon::design {

namespace {

constexpr std::string_view outbox_name = "tenon_outbox";

constexpr std::string_view body = R"(
DECLARE
  wanted text[] := TG_ARGV[0]::text[];
  most constant integer := 1000;
  changed jsonb;
  entry jsonb;
  number bigint := nullif(current_setting('tenon.outbox', true), '')::bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT jsonb_agg(DISTINCT item) INTO changed FROM (
      SELECT (SELECT jsonb_object_agg(name, to_jsonb(r) -> name) FROM unnest(wanted) AS name) AS item
      FROM tenon_new AS r LIMIT most + 1) AS rows;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT jsonb_agg(DISTINCT item) INTO changed FROM (
      SELECT (SELECT jsonb_object_agg(name, to_jsonb(r) -> name) FROM unnest(wanted) AS name) AS item
      FROM (SELECT * FROM tenon_old UNION ALL SELECT * FROM tenon_new) AS r LIMIT most + 1) AS rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT jsonb_agg(DISTINCT item) INTO changed FROM (
      SELECT (SELECT jsonb_object_agg(name, to_jsonb(r) -> name) FROM unnest(wanted) AS name) AS item
      FROM tenon_old AS r LIMIT most + 1) AS rows;
  END IF;
  IF changed IS NULL AND TG_OP <> 'TRUNCATE' THEN
    RETURN NULL;
  END IF;
  -- Many rows at once: the whole table is announced, not a list that nobody reads.
  IF jsonb_array_length(changed) > most THEN
    changed := NULL;
  END IF;
  entry := jsonb_build_array(jsonb_build_object('table', TG_ARGV[1], 'operation', TG_OP, 'rows', changed));
  -- One row for each transaction: the number of the row that this one has made already is kept in a local setting.
  IF number IS NOT NULL THEN
    UPDATE @outbox@ SET changes = changes || entry WHERE id = number AND transaction = pg_current_xact_id();
    IF NOT FOUND THEN
      number := NULL;
    END IF;
  END IF;
  IF number IS NULL THEN
    INSERT INTO @outbox@ (changes) VALUES (entry) RETURNING id INTO number;
    PERFORM set_config('tenon.outbox', number::text, true);
    PERFORM pg_notify('tenon_outbox', number::text);
  END IF;
  RETURN NULL;
END
)";

table_model& outbox(workbench& bench) {
    if (const auto found = bench.table_by_name.find(std::string(outbox_name)); found != bench.table_by_name.end())
        return *found->second;
    auto& table = bench.add_table(std::string(outbox_name), table_role::outbox, bench.entities.size() + 1,
                                  "the outbox of caches");
    table.table.comment = table.note.description =
        "What changed in cached tables, one row for each transaction, in order of numbers.";
    table.note.area = "Tenon";
    const auto add = [&](std::string name, std::string type, std::string default_, const std::string& about) {
        catalog::column column;
        column.name = std::move(name);
        column.type = std::move(type);
        column.default_ = std::move(default_);
        column.not_null.emplace();
        column.comment = about;
        if (column.name == "id") {
            column.identity = catalog::identity_kind::always;
            column.identity_sequence.emplace();
        }
        bench.add_column(table, std::move(column), behaviour_note_for("cached", about));
    };
    add("id", "bigint", "", "Grows with each transaction; the number that NOTIFY carries.");
    add("transaction", "xid8", "pg_current_xact_id()", "The transaction that made the changes.");
    add("at", "timestamp with time zone", "clock_timestamp()", "When the first of the changes was made.");
    add("changes", "jsonb", "", "Tables, operations, and the keys of the rows; rows null means all of them.");
    table.key = {"id"};
    bench.add_constraint(table, {.kind = catalog::constraint_kind::primary_key, .columns = table.key}, "primary_key",
                         {});
    bench.want(table, {.method = "brin",
                       .keys = {{.column = "at"}},
                       .reason = "old rows are removed by time",
                       .asked_by = "behaviour cached"});
    bench.maintenance.push_back(
        {std::string(outbox_name),
         fmt::format("DELETE FROM {} WHERE at < now() - interval '1 day';", bench.quoted(std::string(outbox_name)))});
    return table;
}

}  // namespace

void add_cached_rules(behaviour_run& run) {
    auto& bench = run.bench;
    auto& table = run.table();
    auto& box = outbox(bench);
    run.span("for");
    std::vector<std::string> columns = table.key;
    const auto& tenant = run.entity.tenant;
    if (!tenant.empty() && std::find(columns.begin(), columns.end(), tenant) == columns.end())
        columns.push_back(tenant);
    for (const auto& name : run.list("by"))
        if (const auto found = run.entity.columns_of.find(name); found != run.entity.columns_of.end())
            for (const auto& column : found->second)
                if (std::find(columns.begin(), columns.end(), column) == columns.end()) columns.push_back(column);
    // Nobody writes the outbox but this function, for everybody who may change a cached table.
    const std::string function = bench.add_trigger_function(
        "tenon_announce", replace_all(std::string(body), "@outbox@", bench.quoted(box.table.name.name)),
        "Writes changes to the outbox and tells listeners on the channel tenon_outbox.", true);
    bench.depend({catalog::object_kind::function, fmt::format("{}()", catalog::identity_of(bench.qualify(function)))},
                 box.id());
    const struct {
        const char *name, *event, *referencing;
    } triggers[] = {{"tenon_announce_insert", "INSERT", "NEW TABLE AS tenon_new"},
                    {"tenon_announce_update", "UPDATE", "OLD TABLE AS tenon_old NEW TABLE AS tenon_new"},
                    {"tenon_announce_delete", "DELETE", "OLD TABLE AS tenon_old"},
                    {"tenon_announce_truncate", "TRUNCATE", ""}};
    for (const auto& [name, event, referencing] : triggers)
        bench.add_trigger(table, {.name = name,
                                  .timing = "AFTER",
                                  .events = {event},
                                  .referencing = referencing,
                                  .row = false,
                                  .function = function,
                                  .arguments = {array_literal(columns), catalog::identity_of(table.table.name)},
                                  .comment = "Announces changes to caches."});
    run.decide(
        fmt::format("changes are announced by {}", join(columns, ", ")),
        "a cache outside the database learns of a change when it is committed, never before and never without it");
    if (!tenant.empty())
        run.decide(fmt::format("{} is part of every key of a cache", tenant),
                   "under row security one question has an answer for each tenant; a cache that is asked without the "
                   "tenant would hand the rows of one to another");
}

}  // namespace tenon::design
