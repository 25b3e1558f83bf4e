// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

namespace tenon::bench {

/// What a child process took.
struct usage {
    double time = 0;    ///< milliseconds
    double memory = 0;  ///< MB, at its largest
};

/// Runs a command of the shell; it must succeed.
inline usage run_program(const std::string& command) {
    usage used;
    int status = 0;
    used.time = milliseconds([&] {
        const pid_t child = ::fork();
        if (child == 0) {
            ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
            ::_exit(127);
        }
        rusage of_child{};
        ::wait4(child, &status, 0, &of_child);
        used.memory = static_cast<double>(of_child.ru_maxrss) * 1024 / 1e6;
    });
    if (status != 0) throw std::runtime_error("this command failed: " + command);
    return used;
}

}  // namespace tenon::bench
