// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/progress.hpp"
#include "cli/terminal.hpp"

#include <chrono>
#include <functional>
#include <string>

namespace tenon::cli {

/// Shows stages on stderr: on a terminal a bar for what takes over a second, wiped when the stage ends; elsewhere one
/// plain line per stage that took over a second.
class terminal_progress final : public progress {
public:
    using clock = std::chrono::steady_clock;

    /// `now` is asked for the time; tests bring their own.
    explicit terminal_progress(terminal& where, std::function<clock::time_point()> now = clock::now);
    ~terminal_progress() override;

    void begin(std::string_view stage, std::size_t total) override;
    void advance(std::size_t steps) override;
    void end() override;

private:
    void draw();

    terminal& where_;
    std::function<clock::time_point()> now_;
    std::string stage_;
    std::size_t total_ = 0;
    std::size_t done_ = 0;
    clock::time_point began_;
    clock::time_point drawn_;
    bool on_screen_ = false;
};

}  // namespace tenon::cli
