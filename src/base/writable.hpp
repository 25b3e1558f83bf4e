// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

namespace tenon {

/// Throws failure (file_not_writable) when one of these files could not be written as things stand: a file in the way of
/// a folder, a folder in the way of a file, no permission. Changes nothing.
void require_writable(const std::vector<std::filesystem::path>&);

}  // namespace tenon
