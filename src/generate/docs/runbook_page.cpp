// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/runbook_page.hpp"

#include <algorithm>

namespace tenon::generate {
namespace {

/// The tables expected to be largest in three years, or in the farthest year that is forecast.
std::vector<const design::growth_note*> largest(const schema_model& model) {
    std::vector<const design::growth_note*> order;
    for (const auto& each : model.notes->growth)
        if (!each.points.empty() && model.table_of.contains(each.table)) order.push_back(&each);
    const auto size = [](const design::growth_note* note) {
        const auto& last = note->points.back();
        return last.table_bytes + last.index_bytes;
    };
    std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) { return size(a) > size(b); });
    if (order.size() > most_listed) order.resize(most_listed);
    return order;
}

}  // namespace

page start_runbook(const schema_model& model, std::string_view title, std::string_view purpose) {
    page to{model, false, std::nullopt};
    to.heading(1, title);
    to.add(fmt::format("{} Made by Tenon for {}; edits here are lost. [All runbooks](README.md)\n\n", purpose,
                       prose(model.title)));
    return to;
}

std::vector<std::size_t> most_referred(const schema_model& model) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < model.tables.size(); ++i)
        if (!model.tables[i].incoming.empty()) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](auto a, auto b) { return model.tables[a].incoming.size() > model.tables[b].incoming.size(); });
    if (order.size() > most_listed) order.resize(most_listed);
    return order;
}

std::string runbook_table(const schema_model& model, std::size_t number) {
    const auto target = page{model, model.by_area(), std::nullopt}.table_target(number);
    return link(code(model.tables[number].title), "../" + (model.by_area() ? target : "schema.md" + target));
}

void add_large_tables(page& to) {
    const auto large = largest(to.model);
    if (large.empty()) return;
    markdown_table rows({"Table", "Rows now", "Farthest forecast", "Advice"});
    for (const auto* each : large) {
        const auto& last = each->points.back();
        rows.add({runbook_table(to.model, to.model.table_of.at(each->table)), grouped(each->points.front().rows),
                  fmt::format("{} rows, {} in {} years", grouped(last.rows), bytes(last.table_bytes + last.index_bytes),
                              last.years),
                  prose(each->advice)});
    }
    to.add("The largest tables by forecast; a statement that rewrites or scans them takes long:\n\n" + rows.text());
}

}  // namespace tenon::generate
