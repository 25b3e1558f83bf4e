// SPDX-License-Identifier: Apache-2.0
#include "design/notes.hpp"

namespace tenon::design {

namespace {

/// The identity without its last part: "public.lots.status" → "public.lots". "" when there is only one part.
std::string parent_identity(std::string_view identity) {
    bool quoted = false;
    std::size_t last = std::string_view::npos;
    for (std::size_t i = 0; i < identity.size(); ++i) {
        if (identity[i] == '"') quoted = !quoted;
        if (identity[i] == '(' && !quoted) break;
        if (identity[i] == '.' && !quoted) last = i;
    }
    return last == std::string_view::npos ? std::string() : std::string(identity.substr(0, last));
}

template <class Map>
auto find_in(const Map& map, const catalog::object_id& id) {
    const auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
}

}  // namespace

position notes::where(const catalog::object_id& id) const {
    using enum catalog::object_kind;
    const auto find = [&](const catalog::object_id& wanted) -> const origin* {
        const auto found = std::lower_bound(origins.begin(), origins.end(), wanted,
                                            [](const origin& a, const catalog::object_id& b) { return a.object < b; });
        return found != origins.end() && found->object == wanted ? &*found : nullptr;
    };
    if (const auto* own = find(id)) return own->where;
    if (id.kind == column_default)
        if (const auto* of_column = find({column, id.identity})) return of_column->where;
    const std::string parent = parent_identity(id.identity);
    if (!parent.empty())
        for (const auto kind : {table, view, materialized_view, domain})
            if (const auto* of_parent = find({kind, parent})) return of_parent->where;
    return {source, 0, 0};
}

notes_lookup::notes_lookup(const notes& all) {
    for (const auto& note : all.tables) tables_.emplace(note.table, &note);
    for (const auto& note : all.columns) columns_.emplace(note.column, &note);
    for (const auto& note : all.indexes) indexes_.emplace(note.index, &note);
    for (const auto& note : all.views) views_.emplace(note.view, &note);
    for (const auto& note : all.growth) growth_.emplace(note.table, &note);
    for (const auto& note : all.decisions) decisions_.emplace(note.object, &note);
}

const table_note* notes_lookup::table(const catalog::object_id& id) const {
    return find_in(tables_, id);
}
const column_note* notes_lookup::column(const catalog::object_id& id) const {
    return find_in(columns_, id);
}
const index_note* notes_lookup::index(const catalog::object_id& id) const {
    return find_in(indexes_, id);
}
const view_note* notes_lookup::view(const catalog::object_id& id) const {
    return find_in(views_, id);
}
const growth_note* notes_lookup::growth(const catalog::object_id& table) const {
    return find_in(growth_, table);
}

std::vector<const decision*> notes_lookup::decisions(const catalog::object_id& id) const {
    std::vector<const decision*> out;
    const auto [first, last] = decisions_.equal_range(id);
    for (auto i = first; i != last; ++i) out.push_back(i->second);
    return out;
}

}  // namespace tenon::design
