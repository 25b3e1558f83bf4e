// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "migrate/folder.hpp"

namespace tenon::migrate {

/// The comment lines that a migration begins with, each with its newline.
std::string header_text(const header&, std::string_view name);

/// The header of a migration's text, or nothing when it is not complete.
std::optional<header> read_header(std::string_view text);

}  // namespace tenon::migrate
