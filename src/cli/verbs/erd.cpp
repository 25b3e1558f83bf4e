// SPDX-License-Identifier: Apache-2.0
#include "generate/erd/erd.hpp"

#include "cli/common_options.hpp"
#include "cli/sources.hpp"
#include "cli/verb.hpp"
#include "generate/model/model.hpp"

namespace tenon::cli {
namespace {

outcome run_erd(const arguments& given, progress& watcher) {
    outcome end;
    const auto read = read_sources({*given.value("SOURCE")}, given, watcher, end);
    if (!read) return end;
    const auto& source = read->front();
    const auto model = generate::describe(source.catalog, source.notes);
    const auto format = given.value_or("--format", "text");
    generate::erd_options options;
    const auto theme = given.value_or("--theme", "automatic");
    options.theme = theme == "light"  ? generate::erd_theme::light
                    : theme == "dark" ? generate::erd_theme::dark
                                      : generate::erd_theme::automatic;
    const bool svg = format == "svg" || format == "json";
    const auto text = svg ? generate::erd_svg(model, options) : generate::mermaid(model);
    end.result = text;
    end.members = {{"diagram", json_string(text)}};
    return end;
}

}  // namespace

verb erd_verb() {
    return {.name = "erd",
            .summary = "an entity-relationship diagram of any schema: SVG or Mermaid",
            .description =
                "Prints a Mermaid diagram, or with --format svg a picture with tables as cards, grouped by area, and "
                "crow's feet at both ends of a "
                "relationship. An SVG "
                "follows the reader's light or dark setting unless --theme says otherwise; a large schema becomes an "
                "overview by "
                "area (`tenon docs` draws the areas, too).",
            .options = with(
                {{.name = "SOURCE", .help = "the schema to draw", .required = true, .completes = completion::files},
                 format_option({"text", "json", "svg", "mermaid"}),
                 {.name = "--theme",
                  .value = "THEME",
                  .help = "colours of the SVG",
                  .choices = {"automatic", "light", "dark"}},
                 set_option()},
                scratch_options()),
            .examples = {{"tenon erd schema.sql --format svg > schema.svg", "a picture of a schema file"}},
            .execute = run_erd};
}

}  // namespace tenon::cli
