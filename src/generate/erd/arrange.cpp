// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/arrange.hpp"

#include "base/failure.hpp"
#include "generate/erd/pack.hpp"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>

namespace tenon::generate {
namespace {

using pairs_of = std::vector<std::pair<std::size_t, std::size_t>>;

constexpr double points_per_unit = 1;  // graphviz computes in points; a point is a lattice unit times this
constexpr int gap_in_rank = 4, gap_between_ranks = 7;

/// One way to draw.
struct way {
    bool downwards = false;  ///< ranks are rows instead of columns
    int spread = 1;          ///< leaves of one node are spread over so many ranks
};

std::mutex& graphviz_lock() {
    static std::mutex lock;
    return lock;
}

/// One for the process: graphviz reads its configuration for each, and does not free all of it.
GVC_t* context() {
    static GVC_t* const only = gvContext();
    return only;
}

/// A graphviz graph with its layout, freed at the end.
class drawing {
public:
    drawing() : graph_(agopen(const_cast<char*>("g"), Agdirected, nullptr)) {}
    ~drawing() {
        if (laid_out_) gvFreeLayout(context(), graph_);
        agclose(graph_);
    }
    drawing(const drawing&) = delete;
    drawing& operator=(const drawing&) = delete;

    void set(void* object, const char* name, const std::string& value) {
        agsafeset(object, const_cast<char*>(name), const_cast<char*>(value.c_str()), const_cast<char*>(""));
    }
    Agnode_t* add_node(std::size_t number) {
        return agnode(graph_, const_cast<char*>(std::to_string(number).c_str()), 1);
    }
    Agedge_t* add_edge(Agnode_t* from, Agnode_t* to) { return agedge(graph_, from, to, nullptr, 1); }
    void lay_out() {
        require(gvLayout(context(), graph_, "dot") == 0, "graphviz could not lay out a diagram");
        laid_out_ = true;
    }
    Agraph_t* graph() { return graph_; }

private:
    Agraph_t* graph_;
    bool laid_out_ = false;
};

/// Graphviz wants inches; one inch is 72 points.
std::string inches(int units) {
    return fmt::format("{:.4f}", units * points_per_unit / 72.0);
}

/// Leaves of one node go round over several ranks, so that a node with many does not make one endless column.
std::vector<int> rank_lengths(std::size_t nodes, const pairs_of& pairs, int spread) {
    std::vector<int> degree(nodes, 0), turn(nodes, 0), lengths;
    for (const auto& [a, b] : pairs) {
        ++degree[a];
        ++degree[b];
    }
    for (const auto& [a, b] : pairs) {
        if (degree[b] == 1 && degree[a] > 2)
            lengths.push_back(1 + turn[a]++ % spread);
        else if (degree[a] == 1 && degree[b] > 2)
            lengths.push_back(1 + turn[b]++ % spread);
        else
            lengths.push_back(1);
    }
    return lengths;
}

void lay_out(std::vector<rectangle>& boxes, const pairs_of& pairs, const way& how) {
    drawing made;
    made.set(made.graph(), "rankdir", how.downwards ? "TB" : "LR");
    made.set(made.graph(), "nodesep", inches(gap_in_rank));
    made.set(made.graph(), "ranksep", inches(gap_between_ranks));
    made.set(made.graph(), "splines", "false");
    std::vector<Agnode_t*> nodes;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        auto* node = made.add_node(i);
        made.set(node, "shape", "box");
        made.set(node, "fixedsize", "true");
        made.set(node, "label", "");
        made.set(node, "width", inches(boxes[i].width));
        made.set(node, "height", inches(boxes[i].height));
        nodes.push_back(node);
    }
    const auto lengths = rank_lengths(boxes.size(), pairs, how.spread);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        auto* edge = made.add_edge(nodes[pairs[i].first], nodes[pairs[i].second]);
        made.set(edge, "minlen", std::to_string(lengths[i]));
        made.set(edge, "dir", "none");
    }
    made.lay_out();
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const auto centre = ND_coord(nodes[i]);
        boxes[i].x = static_cast<int>(std::lround(centre.x / points_per_unit - boxes[i].width / 2.0));
        boxes[i].y = static_cast<int>(std::lround(-centre.y / points_per_unit - boxes[i].height / 2.0));
    }
}

/// Rounding to the lattice may have taken a unit of the distance; whoever is too near moves down.
void keep_apart(std::vector<rectangle>& boxes) {
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        return std::tie(boxes[a].y, boxes[a].x, a) < std::tie(boxes[b].y, boxes[b].x, b);
    });
    for (std::size_t i = 0; i < order.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            auto& mine = boxes[order[i]];
            const auto& other = boxes[order[j]];
            if (mine.meets(other, gap_in_rank - 1)) mine.y = std::max(mine.y, other.bottom() + gap_in_rank - 1);
        }
}

point to_origin(std::vector<rectangle>& boxes) {
    int left = boxes.front().x, top = boxes.front().y;
    for (const auto& each : boxes) {
        left = std::min(left, each.x);
        top = std::min(top, each.y);
    }
    point extent;
    for (auto& each : boxes) {
        each.x -= left;
        each.y -= top;
        extent.x = std::max(extent.x, each.right());
        extent.y = std::max(extent.y, each.bottom());
    }
    return extent;
}

/// Small is good: the area, worse the farther from a page's proportions, and the way that lines go.
double cost(const std::vector<rectangle>& boxes, const pairs_of& pairs, point extent) {
    double length = 0;
    for (const auto& [a, b] : pairs)
        length += std::abs(boxes[a].x + boxes[a].width / 2 - boxes[b].x - boxes[b].width / 2) +
                  std::abs(boxes[a].y + boxes[a].height / 2 - boxes[b].y - boxes[b].height / 2);
    const double aspect = static_cast<double>(extent.x) / extent.y;
    const double off = std::abs(std::log(aspect / 1.35));
    return static_cast<double>(extent.x) * extent.y * (1 + 0.9 * off) + 18 * length;
}

}  // namespace

point arrange(std::vector<rectangle>& boxes, const pairs_of& pairs) {
    const std::lock_guard<std::mutex> alone(graphviz_lock());
    // Many nodes: every try costs noticeably, and leaves are always worth spreading.
    const std::vector<way> ways = boxes.size() <= 3 ? std::vector<way>{{false, 1}}
                                  : boxes.size() <= 40
                                      ? std::vector<way>{{false, 1}, {false, 2}, {false, 3}, {true, 1}, {true, 2}}
                                      : std::vector<way>{{false, 3}};
    std::vector<rectangle> best;
    double best_cost = 0;
    for (const auto& how : ways) {
        auto tried = boxes;
        lay_out(tried, pairs, how);
        keep_apart(tried);
        const auto price = cost(tried, pairs, to_origin(tried));
        if (best.empty() || price < best_cost) {
            best = std::move(tried);
            best_cost = price;
        }
    }
    boxes = std::move(best);
    return to_origin(boxes);
}

point arrange_parts(std::vector<rectangle>& boxes, const pairs_of& pairs) {
    std::vector<std::size_t> part(boxes.size());
    std::iota(part.begin(), part.end(), std::size_t{0});
    const auto top = [&](std::size_t i) {
        while (part[i] != i) i = part[i];
        return i;
    };
    for (const auto& [a, b] : pairs) {
        const auto low = std::min(top(a), top(b)), high = std::max(top(a), top(b));
        part[high] = low;
    }
    std::map<std::size_t, std::vector<std::size_t>> parts;
    for (std::size_t i = 0; i < boxes.size(); ++i) parts[top(i)].push_back(i);
    std::vector<rectangle> outlines;
    std::vector<std::vector<std::size_t>> members;
    for (const auto& [first, list] : parts) {
        std::vector<rectangle> inner;
        std::map<std::size_t, std::size_t> place;
        for (const auto each : list) {
            place[each] = inner.size();
            inner.push_back(boxes[each]);
        }
        pairs_of own;
        for (const auto& [a, b] : pairs)
            if (top(a) == first) own.emplace_back(place[a], place[b]);
        const auto extent = list.size() == 1 ? to_origin(inner) : arrange(inner, own);
        for (std::size_t i = 0; i < list.size(); ++i) boxes[list[i]] = inner[i];
        outlines.push_back({0, 0, extent.x, extent.y});
        members.push_back(list);
    }
    const auto extent = pack(outlines, {}, gap_in_rank, 1.35);
    for (std::size_t i = 0; i < outlines.size(); ++i)
        for (const auto each : members[i]) {
            boxes[each].x += outlines[i].x;
            boxes[each].y += outlines[i].y;
        }
    return extent;
}

}  // namespace tenon::generate
