// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tenon::postgres {

/// A user of the operating system that a private server runs as.
struct system_user {
    std::string name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;  ///< all of them, the primary one too
};

/// Whom servers run as: PostgreSQL refuses root, so root takes TENON_PG_USER, else postgres, else nobody. Nothing for
/// everybody else, who run them as themselves. Throws failure (server_user_unknown).
std::optional<system_user> server_user();

/// True when `user` may go through every folder above `path` and read (a folder: also enter) it, by the permission
/// bits.
bool can_read(const system_user& user, const std::filesystem::path& path);

}  // namespace tenon::postgres
