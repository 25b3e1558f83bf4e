// SPDX-License-Identifier: Apache-2.0
// Which ways a nested loop has to the rows of a level's tables.
#include "queries/query_level.hpp"

namespace tenon::queries {

void add_once(std::vector<candidate_key>& keys, const candidate_key& key) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
}

query_level::narrowness query_level::narrowness_of(const used_table& used) {
    if (!used.own.equality.empty()) return narrowness::equality;
    if (!used.own.range.empty() || !used.own.order.empty() || !used.special.empty()) return narrowness::some_rows;
    return used.own.predicate.empty() ? narrowness::all_rows : narrowness::constants;
}

std::vector<bool> query_level::reach(std::size_t start, std::optional<std::size_t> closed) const {
    std::vector<bool> out(tables_.size(), false);
    out[start] = true;
    std::vector<std::size_t> waiting = {start};
    while (!waiting.empty()) {
        const auto from = waiting.back();
        waiting.pop_back();
        for (std::size_t to = 0; to < tables_.size(); ++to) {
            const bool joined = tables_[from].joins.contains(to) || tables_[to].joins.contains(from);
            if (!joined || out[to] || to == closed) continue;
            out[to] = true;
            waiting.push_back(to);
        }
    }
    return out;
}

std::vector<bool> query_level::beginnings() const {
    std::vector<bool> out(tables_.size(), false);
    for (std::size_t i = 0; i < tables_.size(); ++i) {
        const auto connected = reach(i);
        auto narrowest = narrowness::all_rows;
        for (std::size_t other = 0; other < tables_.size(); ++other)
            if (connected[other]) narrowest = std::max(narrowest, narrowness_of(tables_[other]));
        // A subquery restricts its rows by itself.
        out[i] = !tables_[i].table || narrowness_of(tables_[i]) == narrowest;
    }
    return out;
}

std::vector<index_candidate> query_level::take() {
    std::vector<index_candidate> out;
    const auto begins = beginnings();
    for (std::size_t i = 0; i < tables_.size(); ++i) {
        auto& used = tables_[i];
        if (!used.table) continue;
        const auto add = [&](index_candidate found) {
            found.table = used.table->name.name;
            found.schema = used.table->name.schema;
            if (std::find(out.begin(), out.end(), found) == out.end()) out.push_back(std::move(found));
        };
        if (begins[i] && !used.own.empty()) {
            index_candidate found;
            found.equality = used.own.equality;
            found.range = used.own.range;
            found.order = used.own.order;
            found.predicate = used.own.predicate;
            // A condition alone has no keys: the order is what an index of so few rows may give as well.
            if (narrowness_of(used) == narrowness::constants && used.own.constant) found.order = used.order;
            add(std::move(found));
        }
        for (const auto& [partner, keys] : used.joins) {
            bool comes_from = false;
            for (std::size_t begin = 0; begin < tables_.size() && !comes_from; ++begin)
                comes_from = begins[begin] && begin != i && reach(begin, i)[partner];
            if (!comes_from) continue;
            index_candidate found;
            found.equality = keys;
            for (const auto* said : {&used.own, &used.outer}) {
                for (const auto& key : said->equality) add_once(found.equality, key);
                for (const auto& key : said->range) add_once(found.range, key);
                if (said->predicate.empty()) continue;
                found.predicate += (found.predicate.empty() ? "" : " AND ") + said->predicate;
            }
            add(std::move(found));
        }
        for (auto& special : used.special) add(std::move(special));
    }
    return out;
}

}  // namespace tenon::queries
