// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/pack.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tenon::generate {
namespace {

/// The upper border of what is placed so far, from left to right; pictures grow downwards.
class skyline {
public:
    explicit skyline(int width) : steps_{{0, 0, width}} {}

    /// The highest place (smallest y, then x) where a box fits.
    point place(int width, int height) {
        point best{-1, 0};
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            const int x = steps_[i].x;
            int y = 0;
            int covered = 0;
            for (std::size_t j = i; j < steps_.size() && covered < width; ++j) {
                y = std::max(y, steps_[j].y);
                covered = steps_[j].x + steps_[j].width - x;
            }
            if (covered < width) continue;
            if (best.x < 0 || y < best.y) best = {x, y};
        }
        if (best.x < 0) best = {0, tallest()};
        raise({best.x, best.y + height, width});
        return best;
    }

private:
    struct step {
        int x, y, width;
    };

    int tallest() const {
        int most = 0;
        for (const auto& each : steps_) most = std::max(most, each.y);
        return most;
    }

    void raise(const step& top) {
        std::vector<step> next;
        for (const auto& each : steps_) {
            const int end = each.x + each.width, top_end = top.x + top.width;
            if (end <= top.x || each.x >= top_end) {
                next.push_back(each);
                continue;
            }
            if (each.x < top.x) next.push_back({each.x, each.y, top.x - each.x});
            if (end > top_end) next.push_back({top_end, each.y, end - top_end});
        }
        next.push_back(top);
        std::sort(next.begin(), next.end(), [](const step& a, const step& b) { return a.x < b.x; });
        steps_ = std::move(next);
    }

    std::vector<step> steps_;
};

struct packed {
    std::vector<rectangle> boxes;
    point extent;
    double cost = 0;
};

packed try_order(const std::vector<rectangle>& boxes, const std::vector<std::size_t>& order,
                 const std::vector<attraction>& wishes, int gap, int width, double aspect) {
    packed made{boxes, {}, 0};
    skyline border(width + gap);
    for (const auto each : order) {
        auto& box = made.boxes[each];
        const auto at = border.place(box.width + gap, box.height + gap);
        box.x = at.x;
        box.y = at.y;
        made.extent.x = std::max(made.extent.x, box.right());
        made.extent.y = std::max(made.extent.y, box.bottom());
    }
    double distance = 0;
    for (const auto& wish : wishes) {
        const auto &a = made.boxes[wish.a], &b = made.boxes[wish.b];
        distance +=
            wish.weight *
            (std::abs(2 * a.x + a.width - 2 * b.x - b.width) + std::abs(2 * a.y + a.height - 2 * b.y - b.height)) / 2.0;
    }
    const double off = std::abs(std::log(static_cast<double>(made.extent.x) / std::max(1, made.extent.y) / aspect));
    made.cost = static_cast<double>(made.extent.x) * made.extent.y * (1 + 0.7 * off) + 14 * distance;
    return made;
}

/// Widths worth trying: around the one that would hold everything at the wanted proportions.
std::vector<int> widths_to_try(const std::vector<rectangle>& boxes, int gap, double aspect) {
    double area = 0;
    int widest = 0;
    for (const auto& each : boxes) {
        area += static_cast<double>(each.width + gap) * (each.height + gap);
        widest = std::max(widest, each.width);
    }
    const double ideal = std::sqrt(area * aspect);
    std::vector<int> widths;
    for (const double factor : {0.8, 0.9, 1.0, 1.1, 1.25, 1.45, 1.7})
        widths.push_back(std::max(widest, static_cast<int>(ideal * factor)));
    std::sort(widths.begin(), widths.end());
    widths.erase(std::unique(widths.begin(), widths.end()), widths.end());
    return widths;
}

}  // namespace

point pack(std::vector<rectangle>& boxes, const std::vector<attraction>& wishes, int gap, double aspect) {
    if (boxes.empty()) return {};
    const auto widths = widths_to_try(boxes, gap, aspect);
    std::vector<std::size_t> order(boxes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return boxes[a].height > boxes[b].height; });
    const auto best_of = [&](const std::vector<std::size_t>& tried) {
        packed best;
        for (const int width : widths) {
            auto made = try_order(boxes, tried, wishes, gap, width, aspect);
            if (best.boxes.empty() || made.cost < best.cost) best = std::move(made);
        }
        return best;
    };
    auto best = best_of(order);
    const int rounds = boxes.size() <= 12 ? 6 : boxes.size() <= 40 ? 2 : 0;
    for (int round = 0; round < rounds; ++round) {
        bool better = false;
        for (std::size_t i = 0; i + 1 < order.size(); ++i)
            for (std::size_t j = i + 1; j < order.size(); ++j) {
                std::swap(order[i], order[j]);
                auto made = best_of(order);
                if (made.cost < best.cost * 0.9999) {
                    best = std::move(made);
                    better = true;
                } else {
                    std::swap(order[i], order[j]);
                }
            }
        if (!better) break;
    }
    boxes = std::move(best.boxes);
    return best.extent;
}

}  // namespace tenon::generate
