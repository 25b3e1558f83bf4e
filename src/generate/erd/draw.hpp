// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/erd.hpp"
#include "generate/erd/scene.hpp"

namespace tenon::generate {

/// The scene as SVG 1.1 text: no scripts, nothing from elsewhere, a title and a description for screen readers.
std::string draw(const schema_model&, const scene&, erd_theme);

/// Text for XML content and attributes: the five characters with a meaning become entities, characters that XML
/// cannot hold the replacement character.
std::string xml(std::string_view);

}  // namespace tenon::generate
