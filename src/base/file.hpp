// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace tenon {

/// The whole file as bytes. Throws failure (file_not_readable) with the path and the system's reason.
std::string read_file(const std::filesystem::path&);

/// Writes `text` by way of a temporary file beside it and a rename, so that a reader sees the old bytes or the new.
/// Creates missing folders. Returns false, and touches nothing, when the file holds these bytes already.
/// Throws failure (file_not_writable).
bool write_file(const std::filesystem::path&, std::string_view text);

}  // namespace tenon
