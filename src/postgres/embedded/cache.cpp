// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/cache.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "postgres/embedded/run_folder.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace tenon::postgres {

namespace fs = std::filesystem;

namespace {

bool can_be_used(const fs::path& folder) {
    std::error_code ec;
    fs::create_directories(folder, ec);
    return !ec && access(folder.c_str(), W_OK | X_OK) == 0;
}

fs::path home() {
    if (const char* home = std::getenv("HOME"); home && *home == '/') return home;
    const passwd* entry = getpwuid(geteuid());
    return entry && entry->pw_dir ? entry->pw_dir : "";
}

}  // namespace

fs::path cache_folder() {
    const char* wanted = std::getenv("XDG_CACHE_HOME");
    const fs::path base = wanted && *wanted == '/' ? fs::path(wanted) : home() / ".cache";
    if (base.is_absolute() && can_be_used(base / "tenon")) return base / "tenon";
    const char* temporary = std::getenv("TMPDIR");
    fs::path other = folder_of_user(temporary && *temporary == '/' ? temporary : "/tmp") / "cache";
    if (can_be_used(other)) return other;
    throw failure(code::folder_not_usable,
                  fmt::format("neither {} nor {} can be made and written", (base / "tenon").string(), other.string()),
                  "no server was started", "set XDG_CACHE_HOME to a folder that this user can write");
}

file_lock::file_lock(const fs::path& file) : file_(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    int status = file_ < 0 ? -1 : 0;
    if (file_ >= 0) {
        do status = flock(file_, LOCK_EX);
        while (status != 0 && errno == EINTR);
    }
    if (status == 0) return;
    throw failure(code::folder_not_usable, fmt::format("cannot lock {}: {}", file.string(), std::strerror(errno)),
                  "no server was started", "set XDG_CACHE_HOME to a folder that this user can write");
}

file_lock::~file_lock() {
    close(file_);
}

std::string file_identity(const fs::path& path) {
    struct stat entry {};
    if (stat(path.c_str(), &entry) != 0) return path.string() + " is not there";
    return fmt::format("{} {} {} {}.{}", path.string(), entry.st_size, entry.st_ino, entry.st_mtim.tv_sec,
                       entry.st_mtim.tv_nsec);
}

}  // namespace tenon::postgres
