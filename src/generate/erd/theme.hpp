// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "generate/erd/erd.hpp"

#include <cstddef>
#include <string>

namespace tenon::generate {

/// Hues for areas; more areas begin again.
inline constexpr std::size_t area_hues = 12;

/// The style sheet of a picture. `automatic` has the light colours as plain rules and the dark ones in a
/// prefers-color-scheme rule: tools that know no media rules (converters, editors) show the light picture.
std::string style_sheet(erd_theme);

}  // namespace tenon::generate
