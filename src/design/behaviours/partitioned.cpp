// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "design/behaviours/held.hpp"
#include "requirements/time_span.hpp"

namespace tenon::design {

using requirements::behaviour_kind;
using requirements::type_kind;

namespace {

/// The column that `by` names, with its type; nothing when it is not there, or optional.
std::optional<partitioning> start(behaviour_run& run) {
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

bool check_span(behaviour_run& run, const partitioning& cut) {
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

}  // namespace

void add_time_series_columns(behaviour_run& run) {
    auto cut = start(run);
    if (!cut) return;
    cut->every = run.span("every");
    cut->compress_after = run.span("compress_after");
    cut->keep = run.span("keep");
    cut->ahead = run.number("ahead", 3);
    cut->hypertable = run.bench.settings.engine == engine::timescaledb;
    if (!check_span(run, *cut)) return;
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

void add_partition_columns(behaviour_run& run) {
    auto cut = start(run);
    if (!cut) return;
    const std::string how = run.text("how", "range");
    if (how == "hash") {
        cut->how = partitioning::method::hash;
        cut->into = run.number("into", 8);
        run.decide(fmt::format("it is partitioned by the hash of {} into {}", cut->column, cut->into),
                   "the document states it");
    } else if (how == "list") {
        cut->how = partitioning::method::list;
        const auto* attribute = run.entity.source->find_attribute(run.text("by", ""));
        if (attribute)
            for (const auto& value : attribute->type.values) cut->values.push_back(*value);
        run.decide(
            fmt::format("it is partitioned by {}, one partition for each value, with a DEFAULT one", cut->column),
            "the document states it");
    } else {
        cut->every = run.span("every");
        cut->ahead = run.number("ahead", 3);
        if (!check_span(run, *cut)) return;
        run.decide(fmt::format("it is partitioned by {}, one partition for {}, made ahead, with a DEFAULT one",
                               cut->column, cut->every),
                   "the document states it");
    }
    run.table().partitions = std::move(cut);
}

}  // namespace tenon::design
