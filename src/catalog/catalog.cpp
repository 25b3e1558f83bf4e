// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.hpp"

#include "catalog/visit.hpp"

namespace tenon::catalog {

void sort(contents& catalog) {
    for_each_list(catalog, [](std::string_view, auto& list) {
        // Identities are made once each, not at every comparison: there may be a hundred thousand objects.
        std::vector<std::pair<std::string, std::size_t>> order;
        order.reserve(list.size());
        for (const auto& object : list) order.emplace_back(id_of(object).identity, order.size());
        if (std::is_sorted(order.begin(), order.end())) return;
        std::sort(order.begin(), order.end());
        std::remove_reference_t<decltype(list)> sorted;
        sorted.reserve(list.size());
        for (const auto& [identity, position] : order) sorted.push_back(std::move(list[position]));
        list = std::move(sorted);
    });
    auto& needs = catalog.dependencies;
    std::sort(needs.begin(), needs.end());
    needs.erase(std::unique(needs.begin(), needs.end()), needs.end());
}

contents fresh_database(int major) {
    contents fresh;
    fresh.major = major;
    fresh.schemas.push_back({.name = "public", .owner = {}, .privileges = {}, .comment = "standard public schema"});
    fresh.extensions.push_back({.name = "plpgsql",
                                .schema = "pg_catalog",
                                .version = "1.0",
                                .comment = "PL/pgSQL procedural language"});
    return fresh;
}

}  // namespace tenon::catalog
