// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/compose.hpp"

#include "generate/erd/arrange.hpp"
#include "generate/erd/card.hpp"
#include "generate/erd/pack.hpp"
#include "generate/erd/route.hpp"
#include "generate/erd/text_width.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace tenon::generate {
namespace {

using catalog::foreign_key_action;
using design::cardinality;

constexpr int page_margin = 4, page_header = 8, page_footer = 5;
constexpr int ground_side = 4, ground_top = 6, ground_bottom = 4;
constexpr std::size_t portal_from = 4;  ///< a table with so many lines from other areas gets portals there

end_mark mark_of(cardinality count) {
    switch (count) {
        case cardinality::one:
            return end_mark::one;
        case cardinality::zero_or_one:
            return end_mark::zero_or_one;
        case cardinality::many:
            return end_mark::many;
    }
    return end_mark::none;
}

std::string_view words(foreign_key_action action) {
    switch (action) {
        case foreign_key_action::no_action:
            return "no action";
        case foreign_key_action::restrict_:
            return "restrict";
        case foreign_key_action::cascade:
            return "cascade";
        case foreign_key_action::set_null:
            return "set null";
        case foreign_key_action::set_default:
            return "set default";
    }
    return "";
}

std::string hint_of(const schema_model& model, const relationship& each) {
    const auto list = [](const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); };
    return fmt::format("{} ({}) → {} ({})\non delete {}", model.tables[each.child].title, list(each.key->columns),
                       model.tables[each.parent].title, list(each.key->referenced_columns), words(each.key->on_delete));
}

connection connection_of(const schema_model& model, const relationship& each, std::size_t from, std::size_t to,
                         const node& child) {
    connection made;
    made.from = from;
    made.to = to;
    if (!each.key->columns.empty())
        if (const auto row = child.row_named.find(each.key->columns.front()); row != child.row_named.end())
            made.from_row = row->second;
    made.from_mark = mark_of(each.child_count);
    made.to_mark = mark_of(each.parent_count);
    made.area = model.tables[each.parent].area;
    made.hint = hint_of(model, each);
    return made;
}

/// A group of nodes that share a ground, arranged from 0 on.
struct group {
    std::vector<std::size_t> nodes;  ///< of the scene, without portals
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
};

/// Portals stand left of the row that refers to them, so that their lines are short and straight: (card, portal).
using portals_of = std::multimap<std::size_t, std::size_t>;

constexpr int portal_distance = 4;

/// Adds a portal with its line beside a card. False when the column has no row or another portal stands there.
bool add_portal(scene& all, portals_of& portals, const schema_model& model, const relationship& each, std::size_t card,
                std::string link) {
    auto line = connection_of(model, each, card, 0, all.nodes[card]);
    if (!line.from_row) return false;
    const auto [begin, end] = portals.equal_range(card);
    auto portal = table_portal(model, each.parent, std::move(link));
    portal.box.y = header_units + row_units * static_cast<int>(*line.from_row);
    for (auto at = begin; at != end; ++at)
        if (all.nodes[at->second].box.y == portal.box.y) return false;
    line.to = all.nodes.size();
    portals.emplace(card, line.to);
    all.nodes.push_back(std::move(portal));
    all.connections.push_back(std::move(line));
    return true;
}

/// Where cards are, their portals follow.
void place_portals(scene& all, const portals_of& portals) {
    for (const auto& [card, portal] : portals) {
        const auto& at = all.nodes[card].box;
        auto& box = all.nodes[portal].box;
        box.x = at.x - portal_distance - box.width;
        box.y += at.y;
    }
    for (auto& line : all.connections) {
        const auto& to = all.nodes[line.to];
        if (to.kind != node_kind::portal) continue;
        const int y = to.box.y + 1;
        line.path = {{all.nodes[line.from].box.x, y}, {to.box.right(), y}};
    }
}

/// Places the nodes of a group relative to each other; returns the size of its ground.
point arrange_group(scene& all, const group& some, const portals_of& portals) {
    std::vector<rectangle> boxes;
    std::vector<int> indents;
    std::map<std::size_t, std::size_t> place;
    for (const auto each : some.nodes) {
        place[each] = boxes.size();
        boxes.push_back(all.nodes[each].box);
        int indent = 0;
        const auto [begin, end] = portals.equal_range(each);
        for (auto at = begin; at != end; ++at)
            indent = std::max(indent, all.nodes[at->second].box.width + portal_distance);
        boxes.back().width += indent;
        indents.push_back(indent);
    }
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const auto& [a, b] : some.pairs) {
        if (a == b) continue;
        const std::pair<std::size_t, std::size_t> pair{place.at(a), place.at(b)};
        if (seen.contains({pair.second, pair.first}) || !seen.insert(pair).second) continue;
        pairs.push_back(pair);
    }
    const auto extent = arrange_parts(boxes, pairs);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        auto& box = all.nodes[some.nodes[i]].box;
        box.x = boxes[i].x + indents[i];
        box.y = boxes[i].y;
    }
    return {extent.x + 2 * ground_side, extent.y + ground_top + ground_bottom};
}

std::string count_of(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// Gives the page its size, moves everything below the heading and lays the lines.
void finish(scene& all, point extent) {
    const double heading = std::max(text_width(all.title, 24, true), text_width(all.description, 12.5));
    const int least = static_cast<int>(std::ceil(heading / unit));
    all.width = std::max({extent.x, least, all.with_types ? 62 : 20}) + 2 * page_margin;
    all.height = extent.y + page_header + (all.with_types ? page_footer + 1 : page_margin);
    const int dx = page_margin + (all.width - 2 * page_margin - extent.x) / 2, dy = page_header;
    std::vector<rectangle> blocked = {{0, 0, all.width, page_header - 3},
                                      {0, all.height - (all.with_types ? page_footer - 2 : 1), all.width, page_footer}};
    for (auto& each : all.grounds) {
        each.box.x += dx;
        each.box.y += dy;
        const int title = static_cast<int>(std::ceil(text_width(each.title, 14, true) / unit)) + 2;
        blocked.push_back({each.box.x, each.box.y + 1, std::min(title, each.box.width), 2});
    }
    for (auto& each : all.nodes) {
        each.box.x += dx;
        each.box.y += dy;
    }
    for (auto& each : all.connections)
        for (auto& corner : each.path) corner = {corner.x + dx, corner.y + dy};
    route(all, blocked);
}

std::string area_link(const schema_model& model, std::size_t area, std::string_view folder) {
    return fmt::format("{}{}.svg", folder, model.areas[area].anchor);
}

std::string table_anchor(const schema_model& model, std::size_t table) {
    return "#" + model.tables[table].anchor;
}

}  // namespace

scene compose_tables(const schema_model& model, const erd_options& options) {
    scene all;
    all.title = model.title;
    all.description = count_of(model.tables.size(), "table", "tables") + " · " +
                      count_of(model.relationships.size(), "relationship", "relationships") +
                      (model.areas.size() > 1 ? " · " + count_of(model.areas.size(), "area", "areas") : "");
    for (std::size_t i = 0; i < model.tables.size(); ++i)
        all.nodes.push_back(table_card(model, i, options, table_anchor(model, i)));
    std::vector<std::size_t> from_elsewhere(model.tables.size(), 0);
    for (const auto& each : model.relationships)
        if (model.tables[each.child].area != model.tables[each.parent].area) ++from_elsewhere[each.parent];
    std::vector<group> groups(model.areas.size());
    for (std::size_t i = 0; i < model.tables.size(); ++i) groups[model.tables[i].area].nodes.push_back(i);
    portals_of portals;
    std::map<std::pair<std::size_t, std::size_t>, double> across;
    for (const auto& each : model.relationships) {
        const auto area = model.tables[each.child].area, other = model.tables[each.parent].area;
        if (area == other) groups[area].pairs.emplace_back(each.parent, each.child);
        const bool far = area != other && from_elsewhere[each.parent] >= portal_from;
        if (area != other) across[std::minmax(area, other)] += far ? 0.1 : 1;
        if (far && add_portal(all, portals, model, each, each.child, table_anchor(model, each.parent))) continue;
        all.connections.push_back(connection_of(model, each, each.child, each.parent, all.nodes[each.child]));
    }
    std::vector<rectangle> grounds;
    for (const auto& each : groups) {
        const auto size = arrange_group(all, each, portals);
        grounds.push_back({0, 0, size.x, size.y});
    }
    std::vector<attraction> wishes;
    double lines = 0;
    for (const auto& [pair, weight] : across) {
        wishes.push_back({pair.first, pair.second, weight});
        lines += weight;
    }
    const int gap = model.areas.size() < 2 ? 0 : 4 + std::min(5, static_cast<int>(lines) / 8);
    const auto extent = pack(grounds, wishes, gap, 1.5);
    for (std::size_t i = 0; i < groups.size(); ++i) {
        for (const auto each : groups[i].nodes) {
            all.nodes[each].box.x += grounds[i].x + ground_side;
            all.nodes[each].box.y += grounds[i].y + ground_top;
        }
        all.grounds.push_back({grounds[i], i, model.areas.size() > 1 ? model.areas[i].name : "", {}});
    }
    place_portals(all, portals);
    finish(all, extent);
    return all;
}

scene compose_area(const schema_model& model, std::size_t area, const erd_options& options) {
    scene all;
    const auto& shown = model.areas[area];
    all.title = shown.name;
    std::map<std::size_t, std::size_t> nodes;
    portals_of portals;
    group only;
    for (const auto each : shown.tables) {
        nodes.emplace(each, all.nodes.size());
        only.nodes.push_back(all.nodes.size());
        all.nodes.push_back(table_card(model, each, options, table_anchor(model, each)));
    }
    std::size_t outgoing = 0, incoming = 0;
    std::map<std::size_t, std::size_t> referrers;
    for (const auto& each : model.relationships) {
        const bool child_here = model.tables[each.child].area == area;
        const bool parent_here = model.tables[each.parent].area == area;
        if (!child_here) {
            if (parent_here) {
                ++incoming;
                ++referrers[each.parent];
            }
            continue;
        }
        const auto child = nodes.at(each.child);
        if (!parent_here) {
            ++outgoing;
            const auto link = area_link(model, model.tables[each.parent].area, "") + table_anchor(model, each.parent);
            add_portal(all, portals, model, each, child, link);
            continue;
        }
        const auto parent = nodes.at(each.parent);
        only.pairs.emplace_back(parent, child);
        all.connections.push_back(connection_of(model, each, child, parent, all.nodes[child]));
    }
    for (const auto& [table, count] : referrers) {
        auto& card = all.nodes[nodes.at(table)];
        const auto text = fmt::format("← {} from other areas", count);
        card.box.height += card.footer.empty() ? row_units - 1 : 0;
        card.footer = card.footer.empty() ? text : card.footer + " · " + text;
    }
    all.description = count_of(shown.tables.size(), "table", "tables") + " of " + model.title;
    if (outgoing > 0)
        all.description += " · " + count_of(outgoing, "relationship", "relationships") + " to other areas";
    if (incoming > 0) all.description += " · " + std::to_string(incoming) + " from other areas";
    const auto size = arrange_group(all, only, portals);
    for (const auto each : only.nodes) {
        all.nodes[each].box.x += ground_side;
        all.nodes[each].box.y += ground_top;
    }
    all.grounds.push_back({{0, 0, size.x, size.y}, area, "← all areas", "../erd.svg"});
    place_portals(all, portals);
    finish(all, size);
    return all;
}

namespace {

/// The names of an area's tables, in lines of about the same length.
node area_panel(const schema_model& model, std::size_t number) {
    const auto& area = model.areas[number];
    node made;
    made.kind = node_kind::panel;
    made.area = number;
    made.title = area.name;
    made.tag = count_of(area.tables.size(), "table", "tables");
    made.link = area_link(model, number, "erd/");
    std::vector<int> widths;
    double total = 0;
    for (const auto each : area.tables) {
        const auto& title = model.tables[each].title;
        made.chips.push_back(title);
        made.chip_links.push_back(made.link + table_anchor(model, each));
        const int units = static_cast<int>(std::ceil((text_width(title, 11.5) + 18) / unit));
        widths.push_back(std::min(units, 26));
        total += (widths.back() + 1) * 3;
    }
    const int title =
        static_cast<int>(std::ceil((text_width(area.name, 14.5, true) + text_width(made.tag, 11) + 40) / unit));
    const int widest = *std::max_element(widths.begin(), widths.end());
    const int inner = std::max({title, widest, static_cast<int>(std::sqrt(total * 2.0))});
    int x = 0, y = 0, right = title;
    for (const int width : widths) {
        if (x > 0 && x + width > inner) {
            x = 0;
            y += 3;
        }
        made.chip_boxes.push_back({x + 2, y + 5, width, 2});
        x += width + 1;
        right = std::max(right, x - 1);
    }
    made.box.width = right + 4 + (right % 2);
    made.box.height = y + 9;
    return made;
}

/// The pairs of areas to be joined by a line: the strongest ones, and for each area its strongest at least.
std::set<std::pair<std::size_t, std::size_t>> lines_between(
    const std::map<std::pair<std::size_t, std::size_t>, int>& count, std::size_t areas) {
    std::vector<std::pair<int, std::pair<std::size_t, std::size_t>>> order;
    order.reserve(count.size());
    for (const auto& [pair, number] : count) order.emplace_back(-number, pair);
    std::sort(order.begin(), order.end());
    std::set<std::pair<std::size_t, std::size_t>> chosen;
    std::set<std::size_t> joined;
    const std::size_t room = areas * 5 / 4;
    for (const auto& [number, pair] : order) {
        const bool first = joined.insert(pair.first).second;
        const bool second = joined.insert(pair.second).second;
        if (first || second || chosen.size() < room) chosen.insert(pair);
    }
    return chosen;
}

}  // namespace

scene compose_overview(const schema_model& model, const erd_options&) {
    scene all;
    all.title = model.title;
    all.with_types = false;
    std::vector<rectangle> boxes;
    for (std::size_t i = 0; i < model.areas.size(); ++i) {
        all.nodes.push_back(area_panel(model, i));
        boxes.push_back(all.nodes.back().box);
    }
    std::map<std::pair<std::size_t, std::size_t>, int> count;
    for (const auto& each : model.relationships) {
        const auto a = model.tables[each.child].area, b = model.tables[each.parent].area;
        if (a != b) ++count[std::minmax(a, b)];
    }
    const auto chosen = lines_between(count, model.areas.size());
    std::vector<attraction> wishes;
    for (const auto& pair : chosen) {
        connection line;
        line.from = pair.first;
        line.to = pair.second;
        line.area = pair.second;
        line.count = count[pair];
        line.hint = fmt::format("{} between {} and {}",
                                count_of(static_cast<std::size_t>(line.count), "relationship", "relationships"),
                                model.areas[pair.first].name, model.areas[pair.second].name);
        all.connections.push_back(std::move(line));
        wishes.push_back({pair.first, pair.second, 1.0 + std::min(4, count[pair] / 4)});
    }
    all.description = count_of(model.tables.size(), "table", "tables") + " in " +
                      count_of(model.areas.size(), "area", "areas") + " · " +
                      count_of(model.relationships.size(), "relationship", "relationships") +
                      " · each area links to its own diagram";
    if (chosen.size() < count.size())
        all.description += fmt::format(" · the {} strongest of {} links between areas", chosen.size(), count.size());
    const auto extent = pack(boxes, wishes, 8, 1.5);
    for (std::size_t i = 0; i < boxes.size(); ++i) all.nodes[i].box = boxes[i];
    finish(all, extent);
    return all;
}

}  // namespace tenon::generate
