// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/render.hpp"
#include "queries/query.hpp"

#include <filesystem>

namespace tenon::queries {

/// The queries of every .sql file below a folder, in path order; a folder that is not there has none. Two queries of
/// one name are told at both places. Throws failure (file_not_readable) for a file or folder that is there and cannot
/// be read.
std::vector<query> read_folder(const std::filesystem::path& folder, diagnostics&, source_texts&);

}  // namespace tenon::queries
