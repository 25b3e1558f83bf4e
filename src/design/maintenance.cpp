// SPDX-License-Identifier: Apache-2.0
#include "design/maintenance.hpp"

#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

using catalog::object_kind;

namespace {

std::string indented(const std::string& text, int by) {
    std::string out;
    for (const auto& line : split(text, '\n')) {
        if (!out.empty()) out += '\n';
        if (!line.empty()) out.append(static_cast<std::size_t>(by), ' ');
        out += line;
    }
    return out;
}

/// "public.tenants.id": what lists the tenants of an entity's rows. Empty when it is nowhere, or hidden itself.
std::string list_of_tenants(const workbench& bench, const entity_model& entity) {
    for (const auto& role : entity.roles)
        for (std::size_t i = 0; i < role.columns.size() && i < role.referenced.size(); ++i) {
            if (role.columns[i] != entity.tenant) continue;
            const auto& to = bench.entities[role.to];
            if (!to.tenant.empty()) continue;
            return fmt::format("SELECT list.{}::text FROM {} AS list", sql::quote_identifier(role.referenced[i]),
                               bench.quoted(to.table->table.name.name));
        }
    return {};
}

}  // namespace

std::string for_each_tenant(workbench& bench, const entity_model& entity, const std::string& statements,
                            const position& where) {
    if (entity.tenant.empty()) return statements;
    const std::string list = list_of_tenants(bench, entity);
    if (list.empty()) {
        bench.problems.warning(
            code::maintenance_sees_nothing, where,
            fmt::format("rows of {} are hidden from its owner by row security, and no table lists the tenants: "
                        "tenon_maintain() treats them only for a role with BYPASSRLS",
                        entity.name),
            "make the tenant a role of `belongs_to`, whose entity lists the tenants; or let such a role call it");
        return statements;
    }
    return fmt::format(R"(DECLARE
  tenon_tenant text;
  tenon_before text := current_setting('tenon.tenant', true);
BEGIN
  FOR tenon_tenant IN {} LOOP
    PERFORM set_config('tenon.tenant', tenon_tenant, true);
{}
  END LOOP;
  PERFORM set_config('tenon.tenant', coalesce(tenon_before, ''), true);
END;)",
                       list, indented(statements, 4));
}

std::string is_of_tenant(const workbench& bench, const entity_model& entity) {
    if (entity.tenant.empty() || list_of_tenants(bench, entity).empty()) return {};
    const auto* column = entity.table->find(entity.tenant);
    return column ? fmt::format("{} = {}", sql::quote_identifier(entity.tenant), current_tenant(column->type)) : "";
}

void add_maintenance(workbench& bench) {
    if (bench.maintenance.empty()) return;
    catalog::function function;
    function.name.name = "tenon_maintain";
    function.returns = "void";
    function.language = "plpgsql";
    function.body = R"(
DECLARE
  tenon_actor text := current_setting('tenon.actor', true);
  tenon_reason text := current_setting('tenon.reason', true);
BEGIN
  -- What is audited says who did it, unless the caller names somebody.
  PERFORM set_config('tenon.actor', coalesce(nullif(tenon_actor, ''), 'tenon_maintain'), true);
  PERFORM set_config('tenon.reason', coalesce(nullif(tenon_reason, ''), 'maintenance'), true);
)";
    for (const auto& job : bench.maintenance)
        // One that fails is undone by itself; the others are done all the same.
        function.body += fmt::format(R"(  BEGIN
{}
  EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'tenon_maintain: % failed: %', {}, SQLERRM USING ERRCODE = SQLSTATE;
  END;
)",
                                     indented(job.statement, 4), sql::quote_literal(job.about));
    function.body += R"(  PERFORM set_config('tenon.actor', coalesce(tenon_actor, ''), true);
  PERFORM set_config('tenon.reason', coalesce(tenon_reason, ''), true);
END
)";
    function.comment =
        "What has to be done every day: partitions ahead, rows whose time is over. Call it from a scheduler, as the "
        "owner. A part that fails is a warning, and the others are done.";
    workbench::requirement stands(bench, 0);
    bench.add_function(std::move(function));
    bench.decide({object_kind::function, catalog::identity_of(bench.qualify("tenon_maintain")) + "()"},
                 "one function does what has to be done every day",
                 "nothing in the database runs by itself; a scheduler calls it", "maintenance",
                 {bench.document.file, 0, 0});
}

}  // namespace tenon::design
