// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "design/notes.hpp"
#include "requirements/attribute.hpp"
#include "requirements/option.hpp"

#include <string>

namespace tenon::design {

/// A value of the document as JSON text: plain scalars that are numbers, true, false or null stand as such, everything
/// else is a string.
std::string to_json(const requirements::option_value&);
/// A string as JSON text.
std::string json_string(std::string_view);

deprecation_note note_of(const requirements::deprecation&);

}  // namespace tenon::design
