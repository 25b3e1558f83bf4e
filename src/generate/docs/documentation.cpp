// SPDX-License-Identifier: Apache-2.0
#include "generate/docs/docs.hpp"
#include "generate/docs/markdown.hpp"
#include "generate/erd/erd.hpp"

#include <algorithm>

namespace tenon::generate {

namespace {

std::string drawn(const schema_model& model, const std::vector<std::size_t>& tables) {
    const auto diagram = drawable_mermaid(model, tables);
    auto text = fenced("mermaid", diagram.text);
    if (diagram.left_out > 0)
        text += fmt::format("{} more relationships are left out here: no more would be drawn.\n\n", diagram.left_out);
    return text;
}

}  // namespace

output_file mermaid_page(const schema_model& model, const erd_options& options) {
    std::string text = fmt::format(
        "# {}: diagram\n\nMade by Tenon; [erd.svg](erd.svg) is the same as a picture, "
        "[schema.md](schema.md) has every detail.\n\n",
        prose(model.title));
    if (model.tables.size() <= options.one_page) {
        text += drawn(model, model.all_tables());
    } else {
        for (std::size_t i = 0; i < model.areas.size(); ++i)
            text += fmt::format("- {}\n", link(prose(model.areas[i].name), "#" + model.areas[i].anchor));
        text += "\n";
        for (std::size_t i = 0; i < model.areas.size(); ++i) {
            const auto& area = model.areas[i];
            text += fmt::format("<a id=\"{}\"></a>\n\n## {}\n\n{}", area.anchor, prose(area.name),
                                drawn(model, area.tables));
        }
    }
    while (text.ends_with("\n\n")) text.pop_back();
    return {"docs/erd.md", std::move(text)};
}

output_files documentation(const catalog::contents& catalog, const design::notes& notes) {
    const auto model = describe(catalog, notes);
    auto files = erd_pictures(model);
    files.push_back(mermaid_page(model));
    for (auto&& more : {schema_pages(model), decision_records(model), runbooks(model)})
        files.insert(files.end(), more.begin(), more.end());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace tenon::generate
