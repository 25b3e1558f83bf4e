// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/embedded/system_user.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tenon::postgres {

/// A program to run.
struct command {
    std::filesystem::path program;
    std::vector<std::string> arguments;  ///< without the program's name
    std::filesystem::path directory = "/";
    std::filesystem::path input = "/dev/null";
    std::filesystem::path output = "/dev/null";  ///< of both kinds; made with mode 0600 when it is not there
    std::optional<system_user> run_as = {};
    int death_signal = 0;  ///< what the program gets when this process dies, however it dies; 0: nothing
};

/// Starts a program: in a session of its own, with no files but its three, and an environment of PATH,
/// LD_LIBRARY_PATH and LC_ALL=C alone. Returns its process id. Throws std::system_error with the step that failed.
pid_t spawn(const command&);

/// The exit status as of waitpid() when the child is gone, or nothing when it still runs after `patience`.
std::optional<int> wait_for(pid_t child, std::chrono::milliseconds patience);

/// "exit code 1" or "signal 9 (Killed)".
std::string describe_status(int status);

/// When a process began, in clock ticks since boot: with its id it names one process for ever. 0: there
/// is none, or it is dead and only waits for its parent to notice.
std::uint64_t start_time(pid_t);

}  // namespace tenon::postgres
