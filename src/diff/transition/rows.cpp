// SPDX-License-Identifier: Apache-2.0
#include "diff/transition/transition.hpp"

// What is no part of a schema and would be lost with what is dropped and made again.
namespace tenon::diff {

using catalog::object_kind;

/// Where a sequence stands is no part of a schema, but the rows that come next depend on it: a column that changes
/// between a sequence of its own and an identity goes on where it was.
void transition::carry_sequences() {
    using owner = std::pair<std::string, std::string>;  // identity of the table, column
    const auto owned = [](const builder& side) {
        std::map<owner, const catalog::sequence*> out;
        for (const auto& one : side.to_.sequences)
            if (one.owned_by) out.emplace(owner(identity_of(*one.owned_by), one.owned_by_column), &one);
        return out;
    };
    const auto before = owned(from_), after = owned(to_);
    int number = 0;
    for (node_index t = 0; t < to_.graph_.size(); ++t) {
        const auto f = from_of_[t];
        if (f == no_node || alter_of_[t] == no_node || column_at(to_, t) == nullptr) continue;
        const auto& was = *column_at(from_, f);
        const auto& now = *column_at(to_, t);
        const bool identity_before = was.column->identity != catalog::identity_kind::none;
        const bool identity_after = now.column->identity != catalog::identity_kind::none;
        if (identity_before == identity_after) continue;
        const owner key(identity_of(now.table->name), now.column->name);
        std::string left, taken;
        node_index leaving = alter_of_[t], taking = alter_of_[t];
        if (identity_after) {
            const auto found = before.find(key);
            if (found == before.end()) continue;
            leaving = drop_of_[from_.find(id_of(*found->second))];
            left = sql::quote(found->second->name);
            taken = sql::identity_sequence(*now.table, *now.column);
        } else {
            const auto found = after.find(key);
            if (found == after.end()) continue;
            taking = make_of_[to_.find(id_of(*found->second))];
            left = sql::identity_sequence(*was.table, *was.column);
            taken = sql::quote(found->second->name);
        }
        if (leaving == no_node || taking == no_node) continue;
        const auto setting = fmt::format("tenon.sequence_{}", ++number);
        before_[all_.writer_of(leaving)].push_back(fmt::format(
            "SELECT pg_catalog.set_config('{}', last_value || ' ' || is_called, false) FROM {}", setting, left));
        const auto part = [&](int place) {
            return fmt::format("pg_catalog.split_part(pg_catalog.current_setting('{}'), ' ', {})", setting, place);
        };
        after_[all_.writer_of(taking)].push_back(fmt::format("SELECT pg_catalog.setval({}, {}::bigint, {}::boolean)",
                                                             sql::quote_literal(taken), part(1), part(2)));
    }
}

/// What is dropped and made again was full of rows before; nobody can read one that is not.
void transition::refresh_views(const std::vector<node_index>& order, std::vector<step>& out) const {
    for (const node_index i : order) {
        const auto [what, n] = origins_[i];
        const auto& one = what == fate::drop ? from_.items_[n] : to_.items_[n];
        if (what != fate::make || one.id.kind != object_kind::materialized_view || !one.part.empty()) continue;
        if (from_of_[n] == no_node) continue;
        const auto& view = *static_cast<const catalog::materialized_view*>(one.object);
        step_writer(out, nullptr)
            .make(one.id, change::alter, "rows", "REFRESH " + sql::reference(view), {}, "it was dropped with its rows");
        out.back().no_undo = "its rows are computed";
    }
}

}  // namespace tenon::diff
