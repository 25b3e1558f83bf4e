// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tenon::generate {

/// An upper estimate, in pixels, of how wide a text is: the widths of DejaVu Sans, the widest font of the pictures'
/// list, so that nothing runs over where another is installed. UTF-8.
double text_width(std::string_view text, double size, bool bold = false);

/// The same for the fixed-width fonts.
double code_width(std::string_view text, double size);

/// The text itself when it fits, else its beginning and an ellipsis.
std::string fit_text(std::string_view text, double width, double size, bool bold = false);
std::string fit_code(std::string_view text, double width, double size);

}  // namespace tenon::generate
