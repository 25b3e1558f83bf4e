// SPDX-License-Identifier: Apache-2.0
#include "design/behaviours/cut.hpp"

namespace tenon::design {

void add_partition_columns(behaviour_run& run) {
    auto cut = start_partitioning(run);
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
        if (attribute) cut->values = requirements::labels_of(attribute->type);
        run.decide(
            fmt::format("it is partitioned by {}, one partition for each value, with a DEFAULT one", cut->column),
            "the document states it");
    } else {
        cut->every = run.span("every");
        cut->ahead = run.number("ahead", 3);
        if (!check_partition_span(run, *cut)) return;
        run.decide(fmt::format("it is partitioned by {}, one partition for {}, made ahead, with a DEFAULT one",
                               cut->column, cut->every),
                   "the document states it");
    }
    run.table().partitions = std::move(cut);
}

}  // namespace tenon::design
