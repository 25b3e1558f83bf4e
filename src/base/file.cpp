// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include "base/codes/command_line.hpp"
#include "base/failure.hpp"
#include "base/uninterrupted.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <fstream>

namespace tenon {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec))
        throw failure(code::file_not_readable, fmt::format("{} is a folder", path.string()));
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw failure(code::file_not_readable,
                      fmt::format("cannot read {}: {}", path.string(), std::strerror(errno ? errno : EIO)));
    }
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) throw failure(code::file_not_readable, fmt::format("cannot read {}: I/O error", path.string()));
    return text;
}

namespace {

[[noreturn]] void refuse_folder(const fs::path& folder, const std::error_code& why) {
    throw failure(code::file_not_readable,
                  fmt::format("cannot read the folder {}: {}", folder.lexically_normal().string(), why.message()));
}

/// Calls `found` for everything directly in a folder that is there.
template <typename function>
void list(const fs::path& folder, const function& found) {
    std::error_code ec;
    if (fs::symlink_status(folder, ec).type() == fs::file_type::not_found) return;
    fs::directory_iterator entry(folder, ec);
    for (; !ec && entry != fs::directory_iterator(); entry.increment(ec)) found(*entry);
    if (ec) refuse_folder(folder, ec);
}

void add_files_below(const fs::path& folder, std::vector<fs::path>& files) {
    list(folder, [&](const fs::directory_entry& entry) {
        std::error_code ec;
        if (entry.is_regular_file(ec)) files.push_back(entry.path());
        if (entry.is_directory(ec) && !entry.is_symlink(ec)) add_files_below(entry.path(), files);
    });
}

}  // namespace

std::vector<fs::path> entries_of(const fs::path& folder) {
    std::vector<fs::path> out;
    list(folder, [&](const fs::directory_entry& entry) { out.push_back(entry.path()); });
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> out;
    add_files_below(folder, out);
    std::sort(out.begin(), out.end());
    return out;
}

namespace {

constexpr std::string_view temporary_ending = ".tmp";

std::string current_content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool holds(const fs::path& path, std::string_view text) {
    std::error_code ec;
    return fs::is_regular_file(path, ec) && fs::file_size(path, ec) == text.size() && current_content(path) == text;
}

[[noreturn]] void refuse(const fs::path& path, const std::string& why) {
    throw failure(code::file_not_writable, fmt::format("cannot write {}: {}", path.string(), why));
}

/// Once for each folder of the process; under `uninterrupted`.
void remove_abandoned_files(const fs::path& folder) {
    static std::set<fs::path> clean;
    if (!clean.insert(folder).second) return;
    std::error_code ec;
    for (const auto& file : abandoned_files(folder)) fs::remove(file.temporary, ec);
}

/// The new bytes of a file beside it, until they take its name; gone when they never do.
class temporary_file {
public:
    explicit temporary_file(const fs::path& path)
        : path_(path), temporary_(path.string() + fmt::format(".{}{}", ::getpid(), temporary_ending)) {}
    temporary_file(temporary_file&& other) noexcept
        : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})) {}
    temporary_file& operator=(temporary_file&&) = delete;
    ~temporary_file() {
        std::error_code ec;
        if (!temporary_.empty()) fs::remove(temporary_, ec);
    }

    void fill(std::string_view text) const {
        std::ofstream out(temporary_, std::ios::binary | std::ios::trunc);
        if (!out) refuse(path_, std::strerror(errno));
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        out.close();
        if (!out) refuse(path_, std::strerror(errno));
        struct stat old {};
        if (::stat(path_.c_str(), &old) == 0) ::chmod(temporary_.c_str(), old.st_mode & 07777);
    }

    void take_its_name() {
        std::error_code ec;
        fs::rename(temporary_, path_, ec);
        if (ec) refuse(path_, ec.message());
        temporary_.clear();
    }

private:
    fs::path path_;
    fs::path temporary_;
};

/// Folders that were made for files, gone again when the files are not written.
class made_folders {
public:
    made_folders() = default;
    made_folders(const made_folders&) = delete;
    made_folders& operator=(const made_folders&) = delete;
    ~made_folders() {
        std::error_code ec;
        for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) fs::remove(*folder, ec);
    }

    void make(const fs::path& folder, const fs::path& for_file) {
        std::error_code ec;
        if (fs::is_directory(folder, ec)) return;
        if (folder.has_parent_path() && folder.parent_path() != folder) make(folder.parent_path(), for_file);
        if (fs::exists(folder, ec)) refuse(for_file, std::strerror(ENOTDIR));
        if (fs::create_directory(folder, ec)) made_.push_back(folder);
        if (ec) refuse(for_file, ec.message());
    }
    void keep() { made_.clear(); }

private:
    std::vector<fs::path> made_;
};

}  // namespace

std::vector<bool> write_files(const std::vector<new_file>& files) {
    const uninterrupted now;
    std::vector<bool> written;
    made_folders folders;
    std::vector<temporary_file> ready;
    for (const auto& [path, text] : files) {
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        remove_abandoned_files(folder);
        written.push_back(!holds(path, text));
        if (!written.back()) continue;
        folders.make(folder, path);
        std::error_code ec;
        if (fs::is_directory(path, ec)) refuse(path, std::strerror(EISDIR));
        ready.emplace_back(path).fill(text);
    }
    for (auto file = ready.rbegin(); file != ready.rend(); ++file) file->take_its_name();
    folders.keep();
    return written;
}

void require_writable(const std::vector<fs::path>& files) {
    for (const auto& path : files) {
        std::error_code ec;
        if (fs::is_directory(path, ec)) refuse(path, std::strerror(EISDIR));
        auto folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        while (!fs::exists(folder, ec) && folder.has_parent_path() && folder.parent_path() != folder)
            folder = folder.parent_path();
        if (!fs::exists(folder, ec)) folder = ".";
        if (!fs::is_directory(folder, ec)) refuse(path, std::strerror(ENOTDIR));
        if (::access(folder.c_str(), W_OK | X_OK) != 0) refuse(path, std::strerror(errno));
    }
}

bool write_file(const fs::path& path, std::string_view text) {
    return write_files({{path, std::string(text)}}).front();
}

std::vector<abandoned_file> abandoned_files(const fs::path& folder) {
    std::vector<abandoned_file> found;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator(folder, ec)) {
        const std::string name = entry.path().filename();
        if (!name.ends_with(temporary_ending)) continue;
        const auto stem = std::string_view(name).substr(0, name.size() - temporary_ending.size());
        const auto dot = stem.rfind('.');
        if (dot == std::string_view::npos || dot == 0) continue;
        pid_t process = 0;
        const auto [end, error] = std::from_chars(stem.data() + dot + 1, stem.data() + stem.size(), process);
        if (error != std::errc() || end != stem.data() + stem.size() || process <= 0) continue;
        // The process is asked for by a signal that is none; EPERM: it runs, as somebody else.
        if (::kill(process, 0) == 0 || errno != ESRCH) continue;
        found.push_back({entry.path(), folder / stem.substr(0, dot)});
    }
    return found;
}

}  // namespace tenon
