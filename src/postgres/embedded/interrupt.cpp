// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/interrupt.hpp"

#include "base/uninterrupted.hpp"
#include "postgres/embedded/run_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <vector>

namespace tenon::postgres {
namespace {

using work = std::shared_ptr<std::function<void()>>;

struct work_list {
    std::mutex mutex;
    std::vector<work> items;
    pid_t process = 0;

    static work_list& instance() {
        static work_list* const only = new work_list;  // outlives every static object
        return *only;
    }
};

constexpr std::chrono::milliseconds soonest_second_signal(500);

/// Set once a signal is being handled.
std::atomic<bool> ending = false;

void run_work() {
    work_list& list = work_list::instance();
    for (;;) {
        work next;
        {
            const std::lock_guard lock(list.mutex);
            if (list.items.empty() || list.process != getpid()) return;
            next = list.items.back();
            list.items.pop_back();
        }
        (*next)();
    }
}

/// Those that whoever started the process did not tell it to ignore, as nohup(1) does.
std::vector<int> handled_signals() {
    std::vector<int> out;
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction now {};
        if (sigaction(number, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) out.push_back(number);
    }
    return out;
}

[[noreturn]] void end_by(int number) {
    std::signal(number, SIG_DFL);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, number);
    pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
    raise(number);  // to this thread: the one that waits for a second signal would take what the process gets
    for (;;) pause();
}

}  // namespace

void clean_up_on_signals() {
    const auto handled = handled_signals();
    if (handled.empty()) return;
    sigset_t signals;
    sigemptyset(&signals);
    for (const int number : handled) sigaddset(&signals, number);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals] {
        int number = 0;
        sigwait(&signals, &number);
        // In a thread of its own, as this one waits for a second signal.
        std::thread([number] {
            const uninterrupted to_the_end;
            begin_stopping();
            ending = true;
            run_work();
            stop_everything();
            end_by(number);
        }).detach();
        // timeout(1) sends its signal twice, to the process and to its group: only a later one says that it takes too long.
        const auto first = std::chrono::steady_clock::now();
        while (std::chrono::steady_clock::now() - first < soonest_second_signal) sigwait(&signals, &number);
        end_by(number);
    }).detach();
}

end_of_process::end_of_process(std::function<void()> act)
    : work_(std::make_shared<std::function<void()>>(std::move(act))) {
    static const bool runs_at_exit = std::atexit(&run_work) == 0;
    work_list& list = work_list::instance();
    const std::lock_guard lock(list.mutex);
    if (list.process != getpid()) list.items.clear();  // a fork has no work of its parent's to do
    list.process = getpid();
    if (runs_at_exit) list.items.push_back(work_);
}

end_of_process::end_of_process(end_of_process&&) noexcept = default;

end_of_process::~end_of_process() {
    if (!work_) return;
    while (ending) pause();  // the work may be under way, on what is about to be destroyed
    work_list& list = work_list::instance();
    const std::lock_guard lock(list.mutex);
    list.items.erase(std::remove(list.items.begin(), list.items.end(), work_), list.items.end());
}

}  // namespace tenon::postgres
