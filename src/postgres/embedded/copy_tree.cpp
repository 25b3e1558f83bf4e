// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/copy_tree.hpp"

#include "postgres/embedded/run_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

namespace tenon::postgres {
namespace {

/// Up to here two system calls, read and write, are quicker than copy_file_range.
constexpr std::size_t buffer_size = std::size_t{64} * 1024;

[[noreturn]] void fail(const char* what, const char* name) {
    throw std::system_error(errno, std::generic_category(), fmt::format("cannot {} {}", what, name));
}

class descriptor {
public:
    explicit descriptor(int number) : number_(number) {}
    descriptor(const descriptor&) = delete;
    ~descriptor() {
        if (number_ >= 0) close(number_);
    }
    int get() const { return number_; }

private:
    int number_;
};

mode_t copied_mode(mode_t mode, bool shared) {
    mode &= 0777;
    return shared ? mode | (mode & 0500) >> 3 | (mode & 0500) >> 6 : mode;
}

/// One tree. No name is looked up twice and no link followed: the target may lie in a folder that another user writes.
class copier {
public:
    copier(const std::optional<system_user>& owner, bool shared)
        : owner_(owner), shared_(shared), buffer_(std::make_unique<std::array<char, buffer_size>>()) {}

    void folder(int from_parent, const char* from, int to_parent, const char* to) {
        const int source = openat(from_parent, from, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (source < 0) fail("open", from);
        const std::unique_ptr<DIR, int (*)(DIR*)> entries(fdopendir(source), &closedir);
        struct stat status {};
        if (!entries || fstat(source, &status) != 0) fail("read", from);
        if (mkdirat(to_parent, to, 0700) != 0) fail("make", to);
        const descriptor target(openat(to_parent, to, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (target.get() < 0) fail("open", to);
        while (const dirent* entry = readdir(entries.get())) {
            const std::string_view name = entry->d_name;
            if (name == "." || name == "..") continue;
            one(source, entry->d_name, target.get());
        }
        if (fchmod(target.get(), copied_mode(status.st_mode, shared_)) != 0) fail("set the mode of", to);
        give_away(target.get(), to);  // last: until then nobody else can enter it
    }

private:
    void one(int from, const char* name, int to) {
        pause_when_stopping();
        struct stat status {};
        if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0) fail("look at", name);
        if (S_ISDIR(status.st_mode)) {
            folder(from, name, to, name);
        } else if (S_ISREG(status.st_mode)) {
            file(from, name, to, status);
        } else if (S_ISLNK(status.st_mode)) {
            std::array<char, 4096> link{};
            const ssize_t size = readlinkat(from, name, link.data(), link.size() - 1);
            if (size < 0 || symlinkat(link.data(), to, name) != 0) fail("copy", name);
        }
    }

    void file(int from, const char* name, int to, const struct stat& status) {
        const descriptor source(openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
        if (source.get() < 0) fail("open", name);
        const mode_t mode = copied_mode(status.st_mode, shared_);
        const descriptor target(openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
        if (target.get() < 0) fail("make", name);
        if (shared_ && fchmod(target.get(), mode) != 0) fail("set the mode of", name);
        auto left = static_cast<std::size_t>(status.st_size);
        while (left > buffer_size) {
            const ssize_t done = copy_file_range(source.get(), nullptr, target.get(), nullptr, left, 0);
            if (done <= 0) break;  // not between these file systems: the loop below copies the rest
            left -= static_cast<std::size_t>(done);
        }
        while (left > 0) {
            const ssize_t got = read(source.get(), buffer_->data(), buffer_size);
            if (got < 0) fail("read", name);
            if (got == 0) break;
            for (ssize_t at = 0; at < got;) {
                const ssize_t done = write(target.get(), buffer_->data() + at, static_cast<std::size_t>(got - at));
                if (done < 0) fail("write", name);
                at += done;
            }
            left -= std::min(left, static_cast<std::size_t>(got));
        }
        give_away(target.get(), name);
    }

    void give_away(int file, const char* name) const {
        if (owner_ && fchown(file, owner_->uid, owner_->gid) != 0) fail("set the owner of", name);
    }

    const std::optional<system_user>& owner_;
    bool shared_;
    std::unique_ptr<std::array<char, buffer_size>> buffer_;
};

}  // namespace

void copy_tree(const std::filesystem::path& from, const std::filesystem::path& to,
               const std::optional<system_user>& owner, bool shared) {
    copier(owner, shared).folder(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str());
}

}  // namespace tenon::postgres
