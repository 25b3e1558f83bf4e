// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "design/behaviours/cut.hpp"
#include "design/behaviours/held.hpp"

namespace tenon::design {

void add_time_series_columns(behaviour_run& run) {
    auto cut = start_partitioning(run);
    if (!cut) return;
    cut->every = run.span("every");
    cut->compress_after = run.span("compress_after");
    cut->keep = run.span("keep");
    cut->ahead = run.number("ahead", 3);
    cut->hypertable = run.bench.settings.engine == engine::timescaledb;
    if (!check_partition_span(run, *cut)) return;
    if (!cut->compress_after.empty() && !cut->hypertable)
        run.bench.problems.information(
            code::compression_not_native, cut->where,
            fmt::format("{} asks for compression after {}, which PostgreSQL's own partitions do not have",
                        run.entity.name, cut->compress_after),
            "engine: timescaledb has it");
    run.decide(cut->hypertable
                   ? fmt::format("it is a hypertable of chunks of {} by {}", cut->every, cut->column)
                   : fmt::format("it is partitioned by {}, one partition for {}, made ahead, with a DEFAULT one",
                                 cut->column, cut->every),
               cut->hypertable ? "the project declares engine: timescaledb" : "the project declares engine: native");
    run.table().partitions = std::move(cut);
}

void add_time_series_rules(behaviour_run& run) {
    const auto& cut = run.table().partitions;
    if (cut && !cut->keep.empty() && !cut->hypertable) is_free(run, row_end::drops);
}

}  // namespace tenon::design
