// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/embedded/installation.hpp"
#include "postgres/embedded/system_user.hpp"

#include <filesystem>
#include <optional>

namespace tenon::postgres {

/// A data folder as initdb makes it, trimmed to what a private server needs: one database, "postgres", the least WAL.
/// It lies in the cache under a name that changes with the programs, the settings and the way it is made; the first
/// who needs it makes it, others wait. Throws failure (template_not_made, folder_not_usable).
std::filesystem::path data_template(const installation&, const std::optional<system_user>&);

/// The installation itself, or, when `user` may not read it, its copy in the cache.
/// Throws failure (server_user_unknown) when it cannot be copied.
installation readable_installation(const installation&, const std::optional<system_user>& user);

}  // namespace tenon::postgres
