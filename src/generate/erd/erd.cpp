// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/erd.hpp"

#include "generate/erd/compose.hpp"
#include "generate/erd/draw.hpp"

namespace tenon::generate {

std::string erd_svg(const schema_model& model, const erd_options& options) {
    const bool one_page = model.tables.size() <= options.one_page;
    return draw(model, one_page ? compose_tables(model, options) : compose_overview(model, options), options.theme);
}

std::string area_svg(const schema_model& model, std::size_t area, const erd_options& options) {
    return draw(model, compose_area(model, area, options), options.theme);
}

output_files erd_pictures(const schema_model& model, const erd_options& options) {
    output_files files = {{"docs/erd.svg", erd_svg(model, options)}};
    if (model.by_area() || model.tables.size() > options.one_page)
        for (std::size_t i = 0; i < model.areas.size(); ++i)
            files.push_back({"docs/erd/" + model.areas[i].anchor + ".svg", area_svg(model, i, options)});
    return files;
}

}  // namespace tenon::generate
