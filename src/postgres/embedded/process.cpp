// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/process.hpp"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <system_error>
#include <thread>

namespace tenon::postgres {
namespace {

/// What the child does between clone and exec. It shares memory with this process, so it may only make system calls and
/// may not use the C library's setuid family, which would change the other threads' users as well.
struct launch {
    const char* program = nullptr;
    char* const* arguments = nullptr;
    char* const* environment = nullptr;
    const char* directory = nullptr;
    const char* input = nullptr;
    const char* output = nullptr;
    const system_user* run_as = nullptr;
    int death_signal = 0;
    pid_t parent = 0;
    // Written by the child.
    const char* failed_step = nullptr;
    int error = 0;
};

int give_up(launch& plan, const char* step) {
    plan.failed_step = step;
    plan.error = errno;
    return 127;
}

int child_main(void* argument) {
    launch& plan = *static_cast<launch*>(argument);
    for (int number = 1; number < 32; ++number) signal(number, SIG_DFL);
    if (setsid() < 0) return give_up(plan, "begin a session");
    umask(077);
    if (plan.run_as) {
        const system_user& user = *plan.run_as;
        if (syscall(SYS_setgroups, user.groups.size(), user.groups.data()) != 0) return give_up(plan, "set its groups");
        if (syscall(SYS_setresgid, user.gid, user.gid, user.gid) != 0) return give_up(plan, "set its group");
        if (syscall(SYS_setresuid, user.uid, user.uid, user.uid) != 0) return give_up(plan, "set its user");
    }
    if (chdir(plan.directory) != 0) return give_up(plan, "enter its folder");
    // As the new user: a folder that this user can write may hold links to what only the old one can.
    const int input = open(plan.input, O_RDONLY);
    if (input < 0 || dup2(input, 0) < 0) return give_up(plan, "open its input");
    const int output = open(plan.output, O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (output < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) return give_up(plan, "open its output");
    syscall(SYS_close_range, 3U, ~0U, 0U);
    // After the change of user, which clears it. The parent may have died before.
    if (plan.death_signal != 0) {
        if (prctl(PR_SET_PDEATHSIG, plan.death_signal) != 0) return give_up(plan, "set its death signal");
        if (getppid() != plan.parent) return 127;
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    execve(plan.program, plan.arguments, plan.environment);
    return give_up(plan, "execute");
}

pid_t launch_child(launch& plan) {
    constexpr std::size_t stack_size = std::size_t{64} * 1024;
    void* stack = mmap(nullptr, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "cannot make a stack");
    plan.parent = getpid();
    const pid_t child =
        clone(&child_main, static_cast<char*>(stack) + stack_size, CLONE_VM | CLONE_VFORK | SIGCHLD, &plan);
    const int error = errno;
    munmap(stack, stack_size);
    if (child < 0) throw std::system_error(error, std::generic_category(), "cannot make a process");
    return child;
}

/// One thread starts all children and lives as long as the process: the kernel sends the death signal when the *thread*
/// that made the child ends (prctl(2), PR_SET_PDEATHSIG). Its signals are blocked, and it does nothing else.
class launcher {
public:
    static launcher& instance() {
        static launcher* const only = new launcher;  // never destroyed: children may be stopped at exit
        return *only;
    }

    pid_t operator()(launch& plan) {
        const std::lock_guard one_at_a_time(callers_);
        std::unique_lock lock(mutex_);
        if (thread_of_ != getpid()) begin();
        plan_ = &plan;
        error_ = nullptr;
        changed_.notify_all();
        changed_.wait(lock, [&] { return plan_ == nullptr; });
        if (error_) std::rethrow_exception(error_);
        return child_;
    }

private:
    void begin() {
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        std::thread([this] { serve(); }).detach();
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        thread_of_ = getpid();
    }

    [[noreturn]] void serve() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [&] { return plan_ != nullptr; });
            try {
                child_ = launch_child(*plan_);
            } catch (...) {
                error_ = std::current_exception();
            }
            plan_ = nullptr;
            changed_.notify_all();
        }
    }

    std::mutex callers_;
    std::mutex mutex_;
    std::condition_variable changed_;
    pid_t thread_of_ = 0;
    launch* plan_ = nullptr;
    pid_t child_ = 0;
    std::exception_ptr error_;
};

std::vector<std::string> environment_of_children() {
    std::vector<std::string> environment{"LC_ALL=C"};
    for (const char* name : {"PATH", "LD_LIBRARY_PATH"}) {
        if (const char* value = std::getenv(name)) environment.push_back(fmt::format("{}={}", name, value));
    }
    return environment;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    result.reserve(texts.size() + 1);
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

}  // namespace

pid_t spawn(const command& wanted) {
    std::vector<std::string> arguments{wanted.program.string()};
    arguments.insert(arguments.end(), wanted.arguments.begin(), wanted.arguments.end());
    std::vector<std::string> environment = environment_of_children();
    const auto argument_pointers = pointers(arguments);
    const auto environment_pointers = pointers(environment);

    launch plan;
    plan.program = wanted.program.c_str();
    plan.arguments = argument_pointers.data();
    plan.environment = environment_pointers.data();
    plan.directory = wanted.directory.c_str();
    plan.input = wanted.input.c_str();
    plan.output = wanted.output.c_str();
    plan.run_as = wanted.run_as ? &*wanted.run_as : nullptr;
    plan.death_signal = wanted.death_signal;

    const pid_t child = launcher::instance()(plan);
    if (plan.failed_step) {
        while (waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
        }
        throw std::system_error(plan.error, std::generic_category(),
                                fmt::format("{}: cannot {}", wanted.program.string(), plan.failed_step));
    }
    return child;
}

std::optional<int> wait_for(pid_t child, std::chrono::milliseconds patience) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (;;) {
        int status = 0;
        const pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child) return status;
        if (ended < 0 && errno == ECHILD) return 0;  // somebody else took its status, or SIGCHLD is ignored
        if (std::chrono::steady_clock::now() >= deadline) return std::nullopt;
        std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
}

std::string describe_status(int status) {
    if (WIFEXITED(status)) return fmt::format("exit code {}", WEXITSTATUS(status));
    return fmt::format("signal {} ({})", WTERMSIG(status), strsignal(WTERMSIG(status)));
}

std::uint64_t start_time(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/stat", process));
    const std::string text(std::istreambuf_iterator<char>(file), {});
    // The second field is the program's name, which may hold blanks and parentheses; the start time is the 22nd.
    std::size_t at = text.rfind(')');
    if (at == std::string::npos || at + 2 >= text.size()) return 0;
    if (const char state = text[at + 2]; state == 'Z' || state == 'X') return 0;  // dead, and not yet waited for
    for (int field = 2; field < 22; ++field) {
        at = text.find(' ', at + 1);
        if (at == std::string::npos) return 0;
    }
    return std::strtoull(text.c_str() + at + 1, nullptr, 10);
}

}  // namespace tenon::postgres
