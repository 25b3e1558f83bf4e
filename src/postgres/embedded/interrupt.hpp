// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>

namespace tenon::postgres {

/// From here on SIGINT, SIGTERM and SIGHUP first stop every private server, remove its folder and drop throw-away
/// databases; then the process ends by that signal, as its parent expects. A second signal, half a second later or more,
/// ends it at once. Signals that the process was started to ignore, as by nohup(1), stay ignored.
/// For main(), before there are other threads: they must inherit the blocked signals. Without it, what a signal leaves
/// behind goes with the next start.
void clean_up_on_signals();

/// Work for the end of the process, should it come before this object's: run once, at exit() or by a signal that
/// clean_up_on_signals() handles, and not after the object is gone. It must not throw.
class end_of_process {
public:
    explicit end_of_process(std::function<void()>);
    end_of_process(end_of_process&&) noexcept;
    end_of_process& operator=(end_of_process&&) = delete;
    ~end_of_process();

private:
    std::shared_ptr<std::function<void()>> work_;
};

}  // namespace tenon::postgres
