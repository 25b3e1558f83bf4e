// SPDX-License-Identifier: Apache-2.0
#include "generate/model/areas.hpp"

#include <algorithm>
#include <set>

namespace tenon::generate {
namespace {

using weights = std::vector<std::map<std::size_t, double>>;

constexpr std::size_t small_schema = 14;  ///< up to here one group is easier to read than several
constexpr std::size_t largest_group = 26;

std::string words(std::string_view name) {
    std::string text;
    bool start = true;
    for (const char c : name) {
        const bool gap = c == '_' || c == '-' || c == '.';
        text += gap ? ' ' : start && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        start = false;
    }
    return text;
}

/// How strongly tables hang together. A table that everything points to (users, say) says little about what belongs
/// together, so a relationship weighs less the more its parent has.
weights bonds(const schema_model& model) {
    std::vector<double> pointed(model.tables.size(), 0);
    for (const auto& each : model.relationships) pointed[each.parent] += 1;
    weights bond(model.tables.size());
    for (const auto& each : model.relationships) {
        if (each.child == each.parent) continue;
        const double weight = 1.0 / (1.0 + 0.25 * pointed[each.parent]);
        bond[each.child][each.parent] += weight;
        bond[each.parent][each.child] += weight;
    }
    return bond;
}

/// Groups some tables: joins two groups as long as that raises the modularity and keeps them readable.
std::vector<std::vector<std::size_t>> communities(const weights& bond, const std::vector<std::size_t>& members) {
    const std::set<std::size_t> inside(members.begin(), members.end());
    std::map<std::size_t, std::vector<std::size_t>> groups;
    std::map<std::size_t, std::map<std::size_t, double>> between;
    std::map<std::size_t, double> degree;
    double total = 0;
    for (const auto each : members) {
        groups[each] = {each};
        for (const auto& [other, weight] : bond[each]) {
            if (!inside.contains(other)) continue;
            between[each][other] = weight;
            degree[each] += weight;
            total += weight;
        }
    }
    if (total == 0) return {members};
    for (;;) {
        double best = 1e-9;
        std::pair<std::size_t, std::size_t> pair;
        for (const auto& [a, row] : between)
            for (const auto& [b, weight] : row) {
                if (b <= a || groups[a].size() + groups[b].size() > largest_group) continue;
                const double gain = weight / total - degree[a] * degree[b] / (total * total);
                if (gain > best) {
                    best = gain;
                    pair = {a, b};
                }
            }
        if (best <= 1e-9) break;
        const auto [a, b] = pair;
        groups[a].insert(groups[a].end(), groups[b].begin(), groups[b].end());
        groups.erase(b);
        degree[a] += degree[b];
        for (const auto& [other, weight] : between[b]) {
            between[other].erase(b);
            if (other == a) continue;
            between[a][other] += weight;
            between[other][a] += weight;
        }
        between.erase(b);
    }
    std::vector<std::vector<std::size_t>> found;
    for (auto& [first, group] : groups) {
        std::sort(group.begin(), group.end());
        found.push_back(std::move(group));
    }
    return found;
}

/// Groups too small to be areas (of one or two tables) are gathered, as many together as one page takes.
std::vector<std::vector<std::size_t>> gather_small(std::vector<std::vector<std::size_t>> groups) {
    std::vector<std::vector<std::size_t>> kept;
    std::vector<std::size_t> rest;
    for (auto& group : groups)
        if (group.size() > 2)
            kept.push_back(std::move(group));
        else
            rest.insert(rest.end(), group.begin(), group.end());
    std::sort(rest.begin(), rest.end());
    const std::size_t pages = (rest.size() + largest_group - 1) / largest_group;
    for (std::size_t page = 0; page < pages; ++page) {
        const auto from = rest.size() * page / pages, to = rest.size() * (page + 1) / pages;
        kept.emplace_back(rest.begin() + static_cast<std::ptrdiff_t>(from),
                          rest.begin() + static_cast<std::ptrdiff_t>(to));
    }
    return kept;
}

/// The table that most of a group point to; of several the first by name.
std::size_t centre(const schema_model& model, const std::vector<std::size_t>& group) {
    std::map<std::size_t, int> pointed;
    const std::set<std::size_t> inside(group.begin(), group.end());
    for (const auto& each : model.relationships)
        if (each.child != each.parent && inside.contains(each.child) && inside.contains(each.parent))
            ++pointed[each.parent];
    std::size_t best = group.front();
    for (const auto each : group)
        if (pointed[each] > pointed[best]) best = each;
    return best;
}

/// Areas by name, for every table; "" where nothing says one.
std::vector<std::string> noted_areas(const schema_model& model) {
    std::vector<std::string> name(model.tables.size());
    std::map<std::string, std::string> of_entity;
    for (std::size_t i = 0; i < name.size(); ++i)
        if (const auto* note = model.tables[i].note) {
            name[i] = note->area;
            if (note->role == design::table_role::entity && !note->entity.empty())
                of_entity.emplace(note->entity, note->area);
        }
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto* note = model.tables[i].note;
        if (!note || !name[i].empty()) continue;
        if (note->of)
            if (const auto found = model.table_of.find(*note->of); found != model.table_of.end())
                name[i] = name[found->second];
        if (const auto found = of_entity.find(note->entity); name[i].empty() && found != of_entity.end())
            name[i] = found->second;
    }
    return name;
}

/// Tables without an area go where most of their relationships lead.
void follow_neighbours(const schema_model& model, std::vector<std::string>& name) {
    const auto bond = bonds(model);
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < name.size(); ++i) {
            if (!name[i].empty()) continue;
            std::map<std::string, double> votes;
            for (const auto& [other, weight] : bond[i])
                if (!name[other].empty()) votes[name[other]] += weight;
            const std::pair<const std::string, double>* best = nullptr;
            for (const auto& vote : votes)
                if (!best || vote.second > best->second) best = &vote;
            if (!best) continue;
            name[i] = best->first;
            moved = true;
        }
    }
}

void add_area(schema_model& model, std::string name, std::vector<std::size_t> tables, std::set<std::string>& anchors) {
    area made{std::move(name), {}, std::move(tables)};
    made.anchor = slug(made.name);
    while (!anchors.insert(made.anchor).second) made.anchor += "-";
    for (const auto each : made.tables) model.tables[each].area = model.areas.size();
    model.areas.push_back(std::move(made));
}

void by_notes(schema_model& model, std::vector<std::string> name) {
    follow_neighbours(model, name);
    std::vector<std::string> order;  // as the document first names them
    for (const auto& note : model.notes->tables)
        if (!note.area.empty() && std::find(order.begin(), order.end(), note.area) == order.end())
            order.push_back(note.area);
    order.emplace_back();
    std::set<std::string> anchors;
    for (const auto& wanted : order) {
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < name.size(); ++i)
            if (name[i] == wanted) members.push_back(i);
        if (!members.empty()) add_area(model, wanted.empty() ? "Platform" : wanted, std::move(members), anchors);
    }
}

void by_structure(schema_model& model) {
    std::map<std::string, std::vector<std::size_t>> schemas;
    for (std::size_t i = 0; i < model.tables.size(); ++i) schemas[model.tables[i].table->name.schema].push_back(i);
    const auto bond = bonds(model);
    std::set<std::string> anchors;
    for (auto& [schema, members] : schemas) {
        const bool alone = schemas.size() == 1;
        if (members.size() <= small_schema) {
            add_area(model, words(schema), std::move(members), anchors);
            continue;
        }
        for (auto& group : gather_small(communities(bond, members))) {
            const auto& named = model.tables[centre(model, group)].table->name.name;
            add_area(model, alone ? words(named) : words(schema) + " · " + words(named), std::move(group), anchors);
        }
    }
}

}  // namespace

void assign_areas(schema_model& model) {
    auto name = noted_areas(model);
    if (std::any_of(name.begin(), name.end(), [](const auto& each) { return !each.empty(); }))
        by_notes(model, std::move(name));
    else
        by_structure(model);
}

}  // namespace tenon::generate
