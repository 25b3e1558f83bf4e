// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tenon::support {

/// How a program ended and what it printed.
struct finished {
    int exit = 0;  ///< its exit code; 128 + signal when one ended it
    std::string out;
    std::string err;
};

struct process_settings {
    std::map<std::string, std::string> environment = {};  ///< set on top of this process's own
    std::filesystem::path folder = {};                    ///< where it runs; empty: here
    std::string input = {};                               ///< its stdin
};

/// Runs a program to its end and keeps both streams. Throws std::system_error when it cannot be started.
finished run_program(const std::vector<std::string>& words, const process_settings& = {});

/// Runs the built `tenon` with these words.
finished run_tenon(std::vector<std::string> words, const process_settings& = {});

/// A folder that vanishes with its owner.
class temporary_folder {
public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(const temporary_folder&) = delete;
    temporary_folder& operator=(const temporary_folder&) = delete;
    const std::filesystem::path& path() const { return path_; }
    /// Writes a file inside, with its folders, and returns its path.
    std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const;

private:
    std::filesystem::path path_;
};

/// The repository's root.
std::filesystem::path source_folder();

}  // namespace tenon::support
