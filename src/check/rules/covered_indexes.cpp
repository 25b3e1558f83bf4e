// SPDX-License-Identifier: Apache-2.0
#include "base/codes/design.hpp"
#include "base/text.hpp"
#include "check/subject.hpp"
#include "design/index_cover.hpp"

namespace tenon::check {

namespace {

struct candidate {
    design::index_shape shape;
    catalog::object_id id;
    const catalog::index* index = nullptr;  ///< nullptr: a constraint's
};

std::vector<candidate> candidates_of(const table_parts& parts) {
    std::vector<candidate> out;
    for (const auto* constraint : parts.constraints)
        if (constraint->kind == catalog::constraint_kind::primary_key ||
            constraint->kind == catalog::constraint_kind::unique)
            out.push_back({design::shape_of(*constraint), catalog::id_of(*constraint)});
    for (const auto* index : parts.indexes)
        if (!index->invalid) out.push_back({design::shape_of(*index), catalog::id_of(*index), index});
    return out;
}

}  // namespace

/// An index whose work another one does costs writes and space, and serves nothing.
void find_covered_indexes(subject& in) {
    for (const auto& table : in.catalog().tables) {
        const auto all = candidates_of(in.parts_of(table.name));
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto& one = all[i];
            // The part of a partitioned index goes with the whole; one that says which row is meant is no help to
            // reads.
            if (!one.index || !one.index->parent_index.empty() || table.replica_index == one.index->name.name) continue;
            for (std::size_t k = 0; k < all.size(); ++k) {
                // Of two that do the same the first stays.
                if (k == i || (k > i && !design::why_covered(one.shape, all[k].shape).empty())) continue;
                const auto why = design::why_covered(all[k].shape, one.shape);
                if (why.empty()) continue;
                in.tell(code::index_covered, one.id, {one.index->name.name},
                        fmt::format("{} on {} serves nothing: {} is there, and {}", catalog::to_string(one.id),
                                    join(design::key_texts(one.shape.keys), ", "), catalog::to_string(all[k].id), why),
                        "drop it: each write keeps both");
                break;
            }
        }
    }
}

}  // namespace tenon::check
