// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace tenon::postgres {

/// Where Tenon keeps what it can make again: "tenon" in XDG_CACHE_HOME, else in ~/.cache; when that cannot be written,
/// "tenon-UID/cache" in TMPDIR or /tmp. Made when missing. Throws failure (folder_not_usable).
std::filesystem::path cache_folder();

/// Waits for, and holds, a lock that all processes of this machine share, by a file that stays.
class file_lock {
public:
    /// Throws failure (folder_not_usable) when the file cannot be made.
    explicit file_lock(const std::filesystem::path& file);
    file_lock(const file_lock&) = delete;
    ~file_lock();

private:
    int file_ = -1;
};

/// Path, size, inode and time of change of a file: changes whenever the file does.
std::string file_identity(const std::filesystem::path&);

}  // namespace tenon::postgres
