// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/system_user.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace tenon::postgres {
namespace {

std::optional<system_user> find_user(const std::string& name) {
    const passwd* entry = getpwnam(name.c_str());
    if (!entry) return std::nullopt;
    system_user user{name, entry->pw_uid, entry->pw_gid, {}};
    int count = 64;
    user.groups.resize(static_cast<std::size_t>(count));
    if (getgrouplist(name.c_str(), user.gid, user.groups.data(), &count) < 0) {
        user.groups.resize(static_cast<std::size_t>(count));
        getgrouplist(name.c_str(), user.gid, user.groups.data(), &count);
    }
    user.groups.resize(static_cast<std::size_t>(count));
    return user;
}

bool has_bits(const system_user& user, const struct stat& entry, mode_t bits) {
    if (entry.st_uid == user.uid) return (entry.st_mode >> 6 & bits) == bits;
    for (const gid_t group : user.groups) {
        if (entry.st_gid == group) return (entry.st_mode >> 3 & bits) == bits;
    }
    return (entry.st_mode & bits) == bits;
}

}  // namespace

std::optional<system_user> server_user() {
    if (const auto own = geteuid(); own != 0) {
        // initdb asks for the name of who runs it. Containers that choose a user by number often have none.
        if (!getpwuid(own))
            throw failure(code::server_user_unknown,
                          fmt::format("the user with the number {} has no name on this system, and PostgreSQL's initdb "
                                      "wants one",
                                      own),
                          "no server was started",
                          "run as another user or as root, add the number to /etc/passwd, or name a server with "
                          "--scratch URL");
        return std::nullopt;
    }
    if (const char* wanted = std::getenv("TENON_PG_USER"); wanted && *wanted) {
        auto user = find_user(wanted);
        if (!user) {
            throw failure(code::server_user_unknown,
                          fmt::format("TENON_PG_USER names the user \"{}\", who does not exist", wanted),
                          "no server was started", "set TENON_PG_USER to a user that exists and is not root");
        }
        if (user->uid == 0) {
            throw failure(
                code::server_user_unknown,
                fmt::format("TENON_PG_USER names \"{}\", who is root: PostgreSQL refuses to run as root", wanted),
                "no server was started", "set TENON_PG_USER to a user that is not root");
        }
        return user;
    }
    for (const char* name : {"postgres", "nobody"}) {
        if (auto user = find_user(name); user && user->uid != 0) return user;
    }
    throw failure(code::server_user_unknown,
                  "PostgreSQL refuses to run as root, and there is neither a user \"postgres\" nor a user \"nobody\"",
                  "no server was started", "set TENON_PG_USER to a user that exists and is not root");
}

bool can_read(const system_user& user, const std::filesystem::path& path) {
    std::error_code ec;
    const std::filesystem::path whole = std::filesystem::canonical(path, ec);
    if (ec) return false;
    struct stat entry {};
    for (std::filesystem::path above = whole.parent_path();; above = above.parent_path()) {
        if (stat(above.c_str(), &entry) != 0 || !has_bits(user, entry, 1)) return false;
        if (above == above.parent_path()) break;
    }
    if (stat(whole.c_str(), &entry) != 0) return false;
    return has_bits(user, entry, S_ISDIR(entry.st_mode) ? 5 : 4);
}

}  // namespace tenon::postgres
