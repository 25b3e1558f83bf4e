// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace tenon::cli {
namespace {

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

int terminal_width() {
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
    return 80;
}

}  // namespace

terminal process_terminal() {
    const bool wanted = environment("NO_COLOR").empty() && environment("TERM") != "dumb";
    const bool err_is_terminal = ::isatty(STDERR_FILENO) == 1;
    return {std::cout,
            std::cerr,
            wanted && ::isatty(STDOUT_FILENO) == 1,
            wanted && err_is_terminal,
            err_is_terminal && environment("TERM") != "dumb",
            terminal_width()};
}

}  // namespace tenon::cli
