// SPDX-License-Identifier: Apache-2.0
#include "base/file.hpp"

#include "base/codes/command_line.hpp"
#include "base/failure.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace tenon {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) throw failure(code::file_not_readable, fmt::format("{} is a folder", path.string()));
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

std::string current_content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

bool write_file(const fs::path& path, std::string_view text) {
    std::error_code ec;
    if (fs::is_regular_file(path, ec) && fs::file_size(path, ec) == text.size() && current_content(path) == text) return false;
    const auto refuse = [&](const std::string& why) {
        throw failure(code::file_not_writable, fmt::format("cannot write {}: {}", path.string(), why));
    };
    if (path.has_parent_path()) {
        fs::create_directories(path.parent_path(), ec);
        if (ec) refuse(ec.message());
    }
    const fs::path temporary = path.string() + fmt::format(".{}.tmp", ::getpid());
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    if (!out) refuse(std::strerror(errno));
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) {
        const std::string why = std::strerror(errno);
        fs::remove(temporary, ec);
        refuse(why);
    }
    struct stat old {};
    if (::stat(path.c_str(), &old) == 0) ::chmod(temporary.c_str(), old.st_mode & 07777);
    fs::rename(temporary, path, ec);
    if (ec) {
        const std::string why = ec.message();
        fs::remove(temporary, ec);
        refuse(why);
    }
    return true;
}

}  // namespace tenon
