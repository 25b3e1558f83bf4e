// SPDX-License-Identifier: Apache-2.0
#include "catalog/digest.hpp"
#include "generate/docs/docs.hpp"
#include "generate/docs/objects.hpp"
#include "generate/docs/reports.hpp"
#include "generate/docs/table_section.hpp"

#include <algorithm>

namespace tenon::generate {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string made_from(const schema_model& model) {
    const auto& source = model.notes->source;
    const auto slash = source.find_last_of('/');
    return source.empty() ? "the schema" : code(slash == std::string::npos ? source : source.substr(slash + 1));
}

void add_beginning(page& to) {
    const auto& model = to.model;
    const auto& all = *model.catalog;
    to.heading(1, prose(model.title));
    if (!model.notes->description.empty()) to.add(paragraphs(model.notes->description) + "\n\n");
    to.add(fmt::format("Made by Tenon from {}; edits here are lost. PostgreSQL {}, catalog {}.\n\n", made_from(model),
                       all.major, code(catalog::digest(all).substr(0, 21))));
    if (!model.tables.empty()) to.add("[![Entity-relationship diagram](erd.svg)](erd.svg)\n\n");
    std::size_t columns = 0, partitions = 0;
    for (const auto& each : model.tables) {
        columns += each.table->columns.size();
        partitions += each.partitions.size();
    }
    const auto count = [](auto size, std::string_view one, std::string_view many) {
        return size == 0 ? std::string() : counted(static_cast<std::size_t>(size), one, many);
    };
    std::string counts;
    for (const auto& each :
         {count(model.tables.size(), "table", "tables"), count(partitions, "partition", "partitions"),
          count(columns, "column", "columns"), count(model.relationships.size(), "relationship", "relationships"),
          count(all.indexes.size(), "index beside those of keys", "indexes beside those of keys"),
          count(all.views.size() + all.materialized_views.size(), "view", "views"),
          count(all.enum_types.size() + all.domains.size() + all.composite_types.size() + all.range_types.size(),
                "type", "types"),
          count(all.functions.size() + all.aggregates.size(), "function", "functions"),
          count(all.triggers.size(), "trigger", "triggers"), count(all.policies.size(), "policy", "policies")})
        if (!each.empty()) counts += (counts.empty() ? "" : " · ") + each;
    if (!counts.empty()) to.add(counts + "\n\n");
}

/// One line for each table, by area.
void add_contents(page& to, const std::string& rest) {
    const auto& model = to.model;
    to.heading(2, "Contents", "contents");
    for (std::size_t i = 0; i < model.areas.size(); ++i) {
        const auto& area = model.areas[i];
        const auto target = to.by_area ? "schema/" + area.anchor + ".md" : "#area-" + area.anchor;
        std::string tables;
        for (const auto each : area.tables) tables += (tables.empty() ? "" : ", ") + to.table_link(each);
        to.add(fmt::format("- {}: {}\n", link("**" + prose(area.name) + "**", target), tables));
    }
    // The other parts, as far as they are there.
    for (std::size_t at = 0; (at = rest.find("<a id=\"", at)) != std::string::npos;) {
        at += 7;
        const auto anchor = rest.substr(at, rest.find('"', at) - at);
        const auto head = rest.find("\n## ", at);
        const auto next = rest.find("<a id=\"", at);
        if (head == std::string::npos || head > next) continue;
        to.add(fmt::format("- {}\n", link(rest.substr(head + 4, rest.find('\n', head + 4) - head - 4), "#" + anchor)));
    }
    to.add("\n");
}

std::string file_of(const area& each) {
    return "docs/schema/" + each.anchor + ".md";
}

page area_page(const schema_model& model, std::size_t number) {
    page to{model, true, number};
    const auto& area = model.areas[number];
    to.heading(1, prose(area.name));
    to.add(fmt::format("{} of {}. [All areas](../schema.md)\n\n", counted(area.tables.size(), "table", "tables"),
                       prose(model.title)));
    to.add(fmt::format("[![Entity-relationship diagram]({0})]({0})\n\n", "../erd/" + area.anchor + ".svg"));
    for (const auto each : area.tables) to.add("- " + to.table_link(each) + "\n");
    to.add("\n");
    for (const auto each : area.tables) add_table(to, each);
    return to;
}

}  // namespace

output_files schema_pages(const schema_model& model) {
    page rest{model, model.by_area(), std::nullopt};
    if (!rest.by_area)
        for (const auto& area : model.areas) {
            rest.text += fmt::format("<a id=\"area-{}\"></a>\n\n## {}\n\n", area.anchor, prose(area.name));
            for (const auto each : area.tables) add_table(rest, each);
        }
    page parts{model, rest.by_area, std::nullopt};
    add_views(parts);
    add_types(parts);
    add_routines(parts);
    add_access(parts);
    add_sensitive_data(parts);
    add_owners(parts);
    add_growth(parts);
    add_normal_forms(parts);
    add_conventions(parts);
    add_general_decisions(parts);
    add_requirements(parts);
    add_other_objects(parts);
    page first{model, rest.by_area, std::nullopt};
    add_beginning(first);
    add_contents(first, parts.text);
    output_files files = {{"docs/schema.md", first.text + rest.text + parts.text}};
    if (rest.by_area)
        for (std::size_t i = 0; i < model.areas.size(); ++i)
            files.push_back({file_of(model.areas[i]), area_page(model, i).text});
    return files;
}

}  // namespace tenon::generate
