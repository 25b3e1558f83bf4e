// SPDX-License-Identifier: Apache-2.0
#include "design/design.hpp"

#include "design/behaviours/behaviour.hpp"
#include "design/columns.hpp"
#include "design/constraints.hpp"
#include "design/entities.hpp"
#include "design/finish.hpp"
#include "design/indexes.hpp"
#include "design/maintenance.hpp"
#include "design/partitions.hpp"
#include "design/reports.hpp"

namespace tenon::design {

std::optional<result> make_design(const requirements::document& document, const candidate_source& candidates,
                                  const options& settings, diagnostics& problems) {
    const std::size_t errors_before = problems.error_count();
    workbench bench(document, settings, problems);
    behaviour_stage behaviours(bench);

    add_composite_types(bench);
    resolve_entities(bench);
    resolve_keys(bench);
    for (auto& entity : bench.entities) add_columns(bench, entity);
    for (auto& entity : bench.entities) behaviours.add_columns(entity);
    for (auto& entity : bench.entities) add_constraints(bench, entity);
    add_relations(bench);
    add_junctions(bench);
    for (auto& entity : bench.entities) behaviours.add_rules(entity);
    add_candidates(bench, candidates);
    add_partitions(bench);
    add_views(bench);
    decide_indexes(bench);
    add_maintenance(bench);
    add_access(bench);
    add_statements(bench);
    report_normal_forms(bench);
    report_growth(bench);

    if (problems.error_count() > errors_before) return std::nullopt;
    return finish(bench);
}

}  // namespace tenon::design
