// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/route.hpp"

#include "base/failure.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <queue>
#include <set>

namespace tenon::generate {
namespace {

enum direction : std::uint8_t { right, down, left, up };
constexpr std::array<point, 4> steps = {{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};

constexpr int lead = 2;  ///< how far a line runs straight from a node: the room of its end mark
constexpr int bend_cost = 7, crossing_cost = 9, overlap_cost = 45, beside_cost = 2;

direction opposite(direction way) {
    return static_cast<direction>((way + 2) % 4);
}
bool is_horizontal(direction way) {
    return way == right || way == left;
}

/// Where a line may leave or reach a node.
struct slot {
    std::size_t node = 0;
    point edge;     ///< on the border
    direction way;  ///< outwards
    int cost = 0;

    point outside() const { return {edge.x + lead * steps[way].x, edge.y + lead * steps[way].y}; }
    std::tuple<std::size_t, point, int> key() const { return {node, edge, way}; }
};

/// What lies on each point of the lattice.
class lattice {
public:
    lattice(int width, int height) : width_(width), height_(height), cells_(std::size_t(width) * std::size_t(height)) {}

    int width() const { return width_; }
    int height() const { return height_; }
    bool inside(point at) const { return at.x >= 0 && at.y >= 0 && at.x < width_ && at.y < height_; }
    std::size_t index(point at) const { return std::size_t(at.y) * std::size_t(width_) + std::size_t(at.x); }
    bool free(point at) const { return inside(at) && !cells_[index(at)].blocked; }

    void block(const rectangle& box, int margin) {
        for (int y = box.y - margin; y <= box.bottom() + margin; ++y)
            for (int x = box.x - margin; x <= box.right() + margin; ++x)
                if (inside({x, y})) cells_[index({x, y})].blocked = true;
    }

    /// Adds or takes away a path.
    void count(const std::vector<point>& path, int by) {
        for (std::size_t i = 0; i + 1 < path.size(); ++i) {
            const point a = path[i], b = path[i + 1];
            const bool horizontal = a.y == b.y;
            const point step{(b.x > a.x) - (b.x < a.x), (b.y > a.y) - (b.y < a.y)};
            for (point at = a;; at = {at.x + step.x, at.y + step.y}) {
                if (inside(at)) {
                    auto& here = cells_[index(at)];
                    (horizontal ? here.horizontal : here.vertical) += static_cast<std::int16_t>(by);
                }
                if (at == b) break;
            }
        }
    }

    /// What a step onto a point costs beyond its length.
    int cost(point at, bool horizontal) const {
        const auto& here = cells_[index(at)];
        int cost = (horizontal ? here.horizontal : here.vertical) * overlap_cost +
                   (horizontal ? here.vertical : here.horizontal) * crossing_cost;
        // Lines next to each other are harder to follow than lines with a free track between them.
        const point side = horizontal ? point{0, 1} : point{1, 0};
        for (const int sign : {-1, 1}) {
            const point near{at.x + sign * side.x, at.y + sign * side.y};
            if (!inside(near)) continue;
            const auto& other = cells_[index(near)];
            if (horizontal ? other.horizontal : other.vertical) cost += beside_cost;
        }
        return cost;
    }

private:
    struct cell {
        bool blocked = false;
        std::int16_t horizontal = 0, vertical = 0;
    };
    int width_, height_;
    std::vector<cell> cells_;
};

/// A* over points and the direction of arrival; memory is kept between searches.
class finder {
public:
    explicit finder(const lattice& ground)
        : ground_(ground), labels_(std::size_t(ground.width()) * std::size_t(ground.height()) * 4) {
        require(labels_.size() < no_state, "a lattice too large for its states");
    }

    struct found {
        std::vector<point> path;  ///< corners, from edge to edge; empty: there is no way
        slot from, to;
    };

    found search(const std::vector<slot>& starts, const std::vector<slot>& ends) {
        ++round_;
        open_ = {};
        rectangle goal = around(ends);
        for (const auto& start : starts) {
            const auto at = start.outside();
            if (ground_.free(at)) reach(state(at, start.way), start.cost, no_state, estimate(at, goal));
        }
        // The goals' labels say so, with the cheapest slot there.
        for (const auto& end : ends)
            if (ground_.free(end.outside())) {
                // The last step runs against the slot's outward direction.
                auto& known = labels_[state(end.outside(), opposite(end.way))];
                if (known.goal_of != round_ || end.cost < known.goal->cost) known.goal = &end;
                known.goal_of = round_;
            }
        state_number last = no_state;
        int last_cost = std::numeric_limits<int>::max();
        const slot* reached = nullptr;
        while (!open_.empty()) {
            const auto priority = static_cast<int>(open_.top() >> 32);
            const auto here = static_cast<state_number>(open_.top());
            open_.pop();
            if (priority >= last_cost) break;
            const auto& known = labels_[here];
            const int so_far = known.best;
            const auto at = place(here);
            const int ahead = estimate(at, goal);
            if (priority > so_far + ahead) continue;
            const auto way = static_cast<direction>(here % 4);
            for (int turn = 0; turn < 4; ++turn) {
                const auto next_way = static_cast<direction>(turn);
                if (next_way == opposite(way)) continue;
                if (next_way != way) {
                    // A turn stays on its point, so that a goal asks for the right direction.
                    reach(state(at, next_way), so_far + bend_cost, here, ahead);
                    continue;
                }
                const point next{at.x + steps[way].x, at.y + steps[way].y};
                if (!ground_.free(next)) continue;
                const int price = so_far + 1 + ground_.cost(next, is_horizontal(way));
                reach(state(next, way), price, here, estimate(next, goal));
            }
            if (known.goal_of == round_ && so_far + known.goal->cost < last_cost) {
                last_cost = so_far + known.goal->cost;
                last = here;
                reached = known.goal;
            }
        }
        if (last == no_state) return {};
        return trace(last, starts, *reached);
    }

private:
    using state_number = std::uint32_t;
    static constexpr state_number no_state = std::numeric_limits<state_number>::max();

    /// What is known of a state, in one place of the memory. Of another round: nothing.
    struct label {
        std::uint32_t seen = 0;  ///< the round of best and before
        int best = 0;
        state_number before = no_state;
        std::uint32_t goal_of = 0;  ///< the round of goal
        const slot* goal = nullptr;
    };

    state_number state(point at, direction way) const { return static_cast<state_number>(ground_.index(at) * 4 + way); }
    point place(state_number state) const {
        const auto index = static_cast<int>(state / 4);
        return {index % ground_.width(), index / ground_.width()};
    }
    void reach(state_number state, int price, state_number from, int ahead) {
        auto& known = labels_[state];
        if (known.seen == round_ && known.best <= price) return;
        known.seen = round_;
        known.best = price;
        known.before = from;
        open_.push(std::uint64_t(static_cast<std::uint32_t>(price + ahead)) << 32 | state);
    }
    static rectangle around(const std::vector<slot>& slots) {
        int x0 = std::numeric_limits<int>::max(), y0 = x0, x1 = -1, y1 = -1;
        for (const auto& each : slots) {
            const auto at = each.outside();
            x0 = std::min(x0, at.x);
            y0 = std::min(y0, at.y);
            x1 = std::max(x1, at.x);
            y1 = std::max(y1, at.y);
        }
        return {x0, y0, x1 - x0, y1 - y0};
    }
    static int estimate(point at, const rectangle& goal) {
        const int dx = std::max({goal.x - at.x, 0, at.x - goal.right()});
        const int dy = std::max({goal.y - at.y, 0, at.y - goal.bottom()});
        return dx + dy + (dx > 0 && dy > 0 ? bend_cost : 0);
    }
    found trace(state_number last, const std::vector<slot>& starts, const slot& end) const {
        found result;
        result.to = end;
        std::vector<point> points = {end.edge};
        auto here = last;
        for (; labels_[here].before != no_state; here = labels_[here].before) points.push_back(place(here));
        const auto first = place(here);
        points.push_back(first);
        for (const auto& start : starts)
            if (start.outside() == first && start.way == here % 4) result.from = start;
        points.push_back(result.from.edge);
        std::reverse(points.begin(), points.end());
        for (const auto& each : points) {
            auto& path = result.path;
            if (!path.empty() && path.back() == each) continue;
            const auto n = path.size();
            if (n >= 2 && ((path[n - 1].x == path[n - 2].x && path[n - 1].x == each.x) ||
                           (path[n - 1].y == path[n - 2].y && path[n - 1].y == each.y)))
                path.back() = each;
            else
                path.push_back(each);
        }
        return result;
    }

    const lattice& ground_;
    std::vector<label> labels_;
    std::uint32_t round_ = 0;
    /// Cost and state in one number, so that the cheaper comes first, then the smaller state.
    std::priority_queue<std::uint64_t, std::vector<std::uint64_t>, std::greater<>> open_;
};

/// Every side of a node has a slot each two units; rows that lines of the node itself leave from are not for others.
std::vector<slot> slots_around(std::size_t number, const node& of, const std::set<int>& own_rows) {
    std::vector<slot> found;
    const auto& box = of.box;
    for (int y = box.y + 1; y < box.bottom(); ++y) {
        const int offset = y - box.y;
        int price = 0;
        if (of.kind == node_kind::card) {
            // The header speaks for the whole table; a row that is not of the key is a place for when there is no
            // other.
            const bool row = offset >= header_units + 1 && (offset - header_units - 1) % row_units == 0;
            if (own_rows.contains(offset) || (offset > 2 && !row)) continue;
            const auto of_row = static_cast<std::size_t>((offset - header_units - 1) / row_units);
            if (row) price = of_row < of.rows.size() && of.rows[of_row].mark == mark::primary_key ? 0 : 9;
        } else if (of.kind == node_kind::panel && (offset < 2 || offset % 2 != 0)) {
            continue;
        }
        found.push_back({number, {box.x, y}, left, price});
        found.push_back({number, {box.right(), y}, right, price});
    }
    const int margin = 2;
    for (int x = box.x + margin; x <= box.right() - margin; x += 2) {
        const int away = 3 + std::abs(2 * x - box.x - box.right()) / 8;
        found.push_back({number, {x, box.y}, up, away});
        found.push_back({number, {x, box.bottom()}, down, away});
    }
    return found;
}

/// Knows which slots are taken, and routes one connection after the other.
class router {
public:
    router(scene& all, const std::vector<rectangle>& blocked)
        : all_(all),
          ground_(all.width + 1, all.height + 1),
          finder_(ground_),
          own_rows_(all.nodes.size()),
          chosen_(all.connections.size()) {
        for (const auto& each : all.nodes) ground_.block(each.box, 1);
        for (const auto& each : blocked) ground_.block(each, 0);
        for (const auto& each : all.connections)
            if (each.from_row) own_rows_[each.from].insert(row_offset(*each.from_row));
    }

    void run() {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < all_.connections.size(); ++i) {
            if (all_.connections[i].path.empty())
                order.push_back(i);
            else
                ground_.count(all_.connections[i].path, 1);
        }
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return distance(a) < distance(b); });
        for (const auto each : order) lay(each);
        // What was laid first did not know of the rest: once more, each with all others in place.
        const int passes = order.size() <= 80 ? 2 : 1;
        for (int pass = 0; pass < passes; ++pass)
            for (const auto each : order) {
                lift(each);
                lay(each);
            }
    }

private:
    static int row_offset(std::size_t row) { return header_units + 1 + row_units * static_cast<int>(row); }

    int distance(std::size_t number) const {
        const auto &a = all_.nodes[all_.connections[number].from].box, &b = all_.nodes[all_.connections[number].to].box;
        return std::abs(a.x + a.width / 2 - b.x - b.width / 2) + std::abs(a.y + a.height / 2 - b.y - b.height / 2);
    }

    std::vector<slot> starts(const connection& line) const {
        const auto& from = all_.nodes[line.from];
        if (!line.from_row) return unused(slots_around(line.from, from, own_rows_[line.from]));
        const int y = from.box.y + row_offset(*line.from_row);
        return unused({{line.from, {from.box.x, y}, left, 0}, {line.from, {from.box.right(), y}, right, 0}});
    }

    /// Those still free; when all are taken, all of them at a price.
    std::vector<slot> unused(std::vector<slot> slots) const {
        for (auto& each : slots)
            if (const auto found = taken_.find(each.key()); found != taken_.end() && found->second > 0)
                each.cost += 60 * found->second;
        return slots;
    }

    void lay(std::size_t number) {
        auto& line = all_.connections[number];
        const auto found =
            finder_.search(starts(line), unused(slots_around(line.to, all_.nodes[line.to], own_rows_[line.to])));
        line.path = found.path;
        chosen_[number] = {};
        if (found.path.empty()) return;
        ground_.count(found.path, 1);
        chosen_[number] = {found.from.key(), found.to.key()};
        for (const auto& key : chosen_[number]) ++taken_[key];
    }

    void lift(std::size_t number) {
        ground_.count(all_.connections[number].path, -1);
        for (const auto& key : chosen_[number]) --taken_[key];
    }

    using slot_key = std::tuple<std::size_t, point, int>;
    scene& all_;
    lattice ground_;
    finder finder_;
    std::vector<std::set<int>> own_rows_;
    std::vector<std::vector<slot_key>> chosen_;
    std::map<slot_key, int> taken_;
};

}  // namespace

void route(scene& all, const std::vector<rectangle>& blocked) {
    router(all, blocked).run();
}

}  // namespace tenon::generate
