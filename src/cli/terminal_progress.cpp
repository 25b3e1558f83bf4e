// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal_progress.hpp"

#include "base/secrets.hpp"

#include <ostream>

namespace tenon::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto worth_showing = 1s;
constexpr auto between_frames = 100ms;
constexpr std::size_t bar_width = 24;

double seconds(terminal_progress::clock::duration time) {
    return std::chrono::duration<double>(time).count();
}

}  // namespace

terminal_progress::terminal_progress(terminal& where, std::function<clock::time_point()> now)
    : where_(where), now_(std::move(now)) {}

terminal_progress::~terminal_progress() {
    terminal_progress::end();
}

void terminal_progress::begin(std::string_view stage, std::size_t total) {
    end();
    stage_ = hide_passwords(stage);
    total_ = total;
    done_ = 0;
    began_ = drawn_ = now_();
}

void terminal_progress::advance(std::size_t steps) {
    done_ += steps;
    if (stage_.empty() || !where_.err_is_terminal) return;
    const auto time = now_();
    if (time - began_ < worth_showing || (on_screen_ && time - drawn_ < between_frames)) return;
    drawn_ = time;
    draw();
}

void terminal_progress::end() {
    if (stage_.empty()) return;
    if (on_screen_) where_.err << "\r\x1b[K" << std::flush;
    const auto took = now_() - began_;
    if (!where_.err_is_terminal && took >= worth_showing)
        where_.err << fmt::format("{}: {:.1f} s\n", stage_, seconds(took));
    on_screen_ = false;
    stage_.clear();
}

void terminal_progress::draw() {
    auto line = stage_;
    if (total_ > 0) {
        const auto filled = std::min(bar_width, bar_width * done_ / total_);
        line += fmt::format(" [{}{}] {} of {}", std::string(filled, '#'), std::string(bar_width - filled, '-'), done_,
                            total_);
    } else if (done_ > 0) {
        line += fmt::format(" {}", done_);
    }
    line += fmt::format(", {:.0f} s", seconds(drawn_ - began_));
    where_.err << '\r' << line.substr(0, static_cast<std::size_t>(where_.width - 1)) << "\x1b[K" << std::flush;
    on_screen_ = true;
}

}  // namespace tenon::cli
