// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/embedded/system_user.hpp"

#include <filesystem>
#include <optional>

namespace tenon::postgres {

/// Copies a folder with everything in it to `to`, which must not exist; modes and symbolic links stay as they are.
/// Files belong to `owner`, or to this user. `shared`: what the owner may read, everybody may.
/// Throws std::system_error with the file; what is copied by then stays.
void copy_tree(const std::filesystem::path& from, const std::filesystem::path& to,
               const std::optional<system_user>& owner = {}, bool shared = false);

}  // namespace tenon::postgres
