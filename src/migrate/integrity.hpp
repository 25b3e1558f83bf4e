// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace tenon::migrate {

/// The text of the integrity file for these files (name → text): a line for each with its SHA-256 and the chain, the
/// SHA-256 over the chain so far and this line's name and digest. `sha256sum` recomputes the first; a line that is
/// changed, removed or moved breaks the chain from there on.
std::string integrity_text(const std::map<std::string, std::string>& texts);

/// Compares the integrity file in `directory` with the files that are there.
void check_integrity(const std::filesystem::path& directory, const std::map<std::string, std::string>& texts,
                     diagnostics&);

}  // namespace tenon::migrate
