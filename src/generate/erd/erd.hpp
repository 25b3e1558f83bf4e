// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/model/model.hpp"
#include "generate/output.hpp"

namespace tenon::generate {

/// `automatic` follows the reader's setting (prefers-color-scheme); the others are for tools that know no such thing.
enum class erd_theme { automatic, light, dark };

struct erd_options {
    erd_theme theme = erd_theme::automatic;
    std::size_t one_page = 45;     ///< up to so many tables stand with their columns in one picture
    std::size_t most_columns = 9;  ///< of a card when there are more than `all_columns` tables; keys are always shown
    std::size_t all_columns = 8;   ///< up to so many tables every column is shown
};

/// The whole schema as one SVG picture. Above `one_page` tables it is an overview by area, with the tables' names and
/// the relationships between areas.
std::string erd_svg(const schema_model&, const erd_options& = {});

/// One area with all its tables; tables of other areas that they refer to stand at the border.
std::string area_svg(const schema_model&, std::size_t area, const erd_options& = {});

/// The pictures of a project: docs/erd.svg, and docs/erd/AREA.svg for each area when the schema does not fit
/// one page or its documents are written by area.
output_files erd_pictures(const schema_model&, const erd_options& = {});

/// All tables and relationships as a Mermaid erDiagram.
std::string mermaid(const schema_model&);

/// A diagram that GitHub draws.
struct drawable_diagram {
    std::string text;          ///< without columns where it would be too long
    std::size_t left_out = 0;  ///< relationships, of more than are drawn
};

/// Of some tables, with their neighbours by name.
drawable_diagram drawable_mermaid(const schema_model&, const std::vector<std::size_t>& tables);

/// docs/erd.md: the Mermaid diagram in a page that GitHub draws, by area when it is large.
output_file mermaid_page(const schema_model&, const erd_options& = {});

}  // namespace tenon::generate
