// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/cut.hpp"

#include "base/codes/design.hpp"
#include "requirements/time_span.hpp"

// What `partitioned` and `time_series` have in common.
namespace tenon::design {

std::optional<partitioning> start_partitioning(behaviour_run& run) {
    const std::string by = run.text("by", "");
    const auto found = run.entity.columns_of.find(by);
    std::string column = found == run.entity.columns_of.end() ? by : found->second.front();
    const auto* of = run.table().find(column);
    if (!of) {
        run.bench.problems.error(
            code::partition_column_unknown, run.where(),
            fmt::format("{} is to be partitioned by \"{}\", which is no attribute or role of it", run.entity.name, by),
            "declare it as an attribute: what behaviours add comes after the partitions");
        return {};
    }
    if (!of->not_null) {
        run.bench.problems.error(
            code::partition_column_optional, run.where(),
            fmt::format("{} is partitioned by {}, which is optional; it is part of the key and never null",
                        run.entity.name, by),
            "make it required");
        return {};
    }
    return partitioning{.column = column, .type = of->type, .where = run.where()};
}

bool check_partition_span(behaviour_run& run, const partitioning& cut) {
    if (cut.type != "date" && cut.type != "timestamp with time zone") {
        run.bench.problems.error(code::partition_column_type, cut.where,
                                 fmt::format("{} is partitioned by ranges of time of {}, whose type is {}",
                                             run.entity.name, cut.column, cut.type),
                                 "name a date or timestamp, or use how: hash or how: list");
        return false;
    }
    const auto span = requirements::parse_time_span(cut.every);
    const bool too_short =
        span && (span->unit == requirements::span_unit::second || span->unit == requirements::span_unit::minute);
    if (span && !too_short && !(cut.type == "date" && span->unit == requirements::span_unit::hour)) return true;
    run.bench.problems.error(code::partition_span, cut.where,
                             fmt::format("{} cannot be cut into partitions of {}", run.entity.name, cut.every),
                             "write a number of hours, days, weeks, months or years; for a date, days or more");
    return false;
}

}  // namespace tenon::design
