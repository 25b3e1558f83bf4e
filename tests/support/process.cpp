// SPDX-License-Identifier: Apache-2.0
#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <regex>
#include <system_error>

extern char** environ;

namespace tenon::support {
namespace {

struct pipe_ends {
    int read = -1;
    int write = -1;

    pipe_ends() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
        read = ends[0];
        write = ends[1];
    }
    ~pipe_ends() {
        close_end(read);
        close_end(write);
    }
    pipe_ends(const pipe_ends&) = delete;
    pipe_ends& operator=(const pipe_ends&) = delete;

    static void close_end(int& end) {
        if (end >= 0) ::close(end);
        end = -1;
    }
};

std::vector<std::string> environment_with(const std::map<std::string, std::string>& own) {
    std::vector<std::string> all;
    for (char** each = environ; *each; ++each) {
        const std::string entry = *each;
        if (!own.contains(entry.substr(0, entry.find('=')))) all.push_back(entry);
    }
    for (const auto& [name, value] : own) all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointers(const std::vector<std::string>& words) {
    std::vector<char*> all;
    for (const auto& word : words) all.push_back(const_cast<char*>(word.c_str()));
    all.push_back(nullptr);
    return all;
}

/// Feeds `input` and collects both streams until the program has closed them.
void converse(pipe_ends& in, pipe_ends& out, pipe_ends& err, std::string_view input, finished& result) {
    while (out.read >= 0 || err.read >= 0) {
        if (input.empty()) pipe_ends::close_end(in.write);
        pollfd waiting[] = {{out.read, POLLIN, 0}, {err.read, POLLIN, 0}, {in.write, POLLOUT, 0}};
        if (::poll(waiting, 3, -1) < 0) continue;
        const auto drain = [](pollfd& from, int& end, std::string& text) {
            if (from.revents == 0) return;
            char buffer[65536];
            const auto count = ::read(from.fd, buffer, sizeof buffer);
            if (count > 0)
                text.append(buffer, static_cast<std::size_t>(count));
            else
                pipe_ends::close_end(end);
        };
        drain(waiting[0], out.read, result.out);
        drain(waiting[1], err.read, result.err);
        if (waiting[2].revents != 0) {
            const auto count = ::write(in.write, input.data(), std::min<std::size_t>(input.size(), 4096));
            if (count > 0)
                input.remove_prefix(static_cast<std::size_t>(count));
            else
                input = {};
        }
    }
}

/// Starts a program on these three files.
pid_t start(const std::vector<std::string>& words, const process_settings& settings, int in, int out, int err) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    if (!settings.folder.empty()) ::posix_spawn_file_actions_addchdir_np(&actions, settings.folder.c_str());
    const auto environment = environment_with(settings.environment);
    pid_t child = 0;
    const int trouble = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, pointers(words).data(),
                                       pointers(environment).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (trouble != 0) throw std::system_error(trouble, std::generic_category(), words.front());
    return child;
}

int exit_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int wait_for_end(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

}  // namespace

finished run_program(const std::vector<std::string>& words, const process_settings& settings) {
    pipe_ends in;
    pipe_ends out;
    pipe_ends err;
    const pid_t child = start(words, settings, in.read, out.write, err.write);
    pipe_ends::close_end(in.read);
    pipe_ends::close_end(out.write);
    pipe_ends::close_end(err.write);

    finished result;
    converse(in, out, err, settings.input, result);
    result.exit = exit_of(wait_for_end(child));
    return result;
}

running_program::running_program(const std::vector<std::string>& words, const process_settings& settings)
    : output_(::memfd_create("output", MFD_CLOEXEC)) {
    const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    process_ = start(words, settings, nothing, output_, output_);
    ::close(nothing);
}

running_program::~running_program() {
    if (process_ != 0) {
        ::kill(process_, SIGKILL);
        wait_for_end(process_);
    }
    ::close(output_);
}

void running_program::send(int signal_number) const {
    if (process_ != 0) ::kill(process_, signal_number);
}

bool running_program::has_ended() {
    if (process_ != 0 && ::waitpid(process_, &status_, WNOHANG) == process_) process_ = 0;
    return process_ == 0;
}

finished running_program::wait() {
    if (process_ != 0) status_ = wait_for_end(process_);
    process_ = 0;
    finished result;
    result.exit = exit_of(status_);
    result.out.resize(static_cast<std::size_t>(::lseek(output_, 0, SEEK_END)));
    const auto size = ::pread(output_, result.out.data(), result.out.size(), 0);
    result.out.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return result;
}

finished run_tenon(std::vector<std::string> words, const process_settings& settings) {
    words.insert(words.begin(), TENON_BINARY);
    auto done = run_program(words, settings);
    done.err = without_times(done.err);
    return done;
}

finished run_tenon_as_anybody(std::vector<std::string> words, const process_settings& settings) {
    words.insert(words.begin(), TENON_BINARY);
    // A program that root starts has all rights of the bounding set.
    if (geteuid() == 0)
        words.insert(words.begin(), {"setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"});
    auto done = run_program(words, settings);
    done.err = without_times(done.err);
    return done;
}

std::string without_times(const std::string& err) {
    static const std::regex stage(R"([^\n]+: \d+\.\d s)");
    std::string out;
    std::size_t begin = 0;
    while (begin < err.size()) {
        const auto end = std::min(err.find('\n', begin), err.size() - 1) + 1;
        const auto line = err.substr(begin, end - begin);
        if (!std::regex_match(line.substr(0, line.find('\n')), stage)) out += line;
        begin = end;
    }
    return out;
}

temporary_folder::temporary_folder() {
    auto name = (std::filesystem::temp_directory_path() / "tenon-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::generic_category(), name);
    path_ = name;
}

temporary_folder::~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path temporary_folder::write(const std::filesystem::path& name, std::string_view text) const {
    const auto path = path_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

std::filesystem::path source_folder() {
    return TENON_SOURCE_DIR;
}

}  // namespace tenon::support
