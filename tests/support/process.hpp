// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

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

/// A program that runs while the test goes on. Its output goes to a file, so that it is never held up.
class running_program {
public:
    running_program(const std::vector<std::string>& words, const process_settings& = {});
    running_program(const running_program&) = delete;
    running_program& operator=(const running_program&) = delete;
    /// Kills it when nobody waited for it.
    ~running_program();

    pid_t process() const { return process_; }
    void send(int signal_number) const;
    bool has_ended();
    /// Both streams are in `out`.
    finished wait();

private:
    pid_t process_ = 0;
    int status_ = 0;
    int output_ = -1;
};

/// Runs the built `tenon` with these words. `err` comes without_times().
finished run_tenon(std::vector<std::string> words, const process_settings& = {});

/// The same without root's right to read and write everything, so that permissions count whoever runs the tests.
finished run_tenon_as_anybody(std::vector<std::string> words, const process_settings& = {});

/// Standard error without the lines "loading schema.sql: 1.1 s", which say what took long on this machine.
std::string without_times(const std::string& err);

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
