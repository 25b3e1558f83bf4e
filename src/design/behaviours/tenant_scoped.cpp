// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "design/behaviours/behaviour.hpp"
#include "sql/quote.hpp"

namespace tenon::design {

std::string current_tenant(const std::string& type) {
    // Not set, or set to nothing, is null: no row equals it.
    return fmt::format("nullif(current_setting('tenon.tenant', true), '')::{}", type);
}

void add_tenant_policy(workbench& bench, table_model& table, const std::string& column) {
    const auto* of = table.find(column);
    if (!of) return;
    table.table.row_security = table.table.force_row_security = true;
    catalog::policy policy;
    policy.name = "tenon_tenant";
    policy.using_ = fmt::format("{} = {}", sql::quote_identifier(column), current_tenant(of->type));
    policy.check = policy.using_;
    policy.comment = "Rows of the tenant that tenon.tenant names; none while it is not set.";
    bench.add_policy(table, std::move(policy));
}

void add_tenant_columns(behaviour_run& run) {
    auto& entity = run.entity;
    const std::string by = run.text("by", "tenant");
    const std::string scope = run.text("unique", "tenant");
    entity.tenant_unique = scope != "global";
    const auto found = entity.columns_of.find(by);
    if (found == entity.columns_of.end()) return;  // reported when the document was read
    entity.tenant = found->second.front();
    auto* column = run.table().find(entity.tenant);
    if (!column) return;
    if (!column->not_null)
        run.bench.problems.error(
            code::tenant_optional, run.where(),
            fmt::format("{}.{} names the tenant and is optional: rows without a tenant are seen by nobody", entity.name,
                        by),
            "make it required");
    if (column->default_.empty()) column->default_ = current_tenant(column->type);
}

void add_tenant_rules(behaviour_run& run) {
    add_tenant_policy(run.bench, run.table(), run.entity.tenant);
    run.bench.want(run.table(), {.keys = {{.column = run.entity.tenant}},
                                 .reason = "every query looks at one tenant",
                                 .asked_by = "behaviour tenant_scoped",
                                 .from = run.where()});
    run.decide(fmt::format("row security shows each tenant its own rows, by {}", run.entity.tenant),
               "it holds for the owner too; without tenon.tenant no row is seen and none can be written");
}

}  // namespace tenon::design
