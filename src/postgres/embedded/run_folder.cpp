// SPDX-License-Identifier: Apache-2.0
#include "postgres/embedded/run_folder.hpp"

#include "base/codes/postgres.hpp"
#include "base/failure.hpp"
#include "base/uninterrupted.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>

namespace tenon::postgres {

namespace fs = std::filesystem;

struct run_folder::state {
    fs::path path;
    int lock = -1;
    pid_t maker = 0;
    pid_t server = 0;
    std::optional<system_user> owner;  // of the folder, once its first program starts
};

namespace {

using namespace std::chrono_literals;

/// sun_path holds 108 bytes with the final zero (unix(7)); below the parent are tenon-UID, PID-START-NUMBER and a
/// socket.
constexpr std::size_t longest_parent = 107 - std::string_view("/tenon-4294967294").size() -
                                       std::string_view("/4194304-18446744073709-9999").size() -
                                       std::string_view("/.s.PGSQL.5432").size();

/// A server of some hundred tables takes 30 MB: what is plenty may also hold the largest schemas.
constexpr std::uintmax_t plenty = std::uintmax_t{4} << 30;

std::uintmax_t number_in(const fs::path& file, std::string_view key) {
    std::ifstream in(file);
    for (std::string word; in >> word;) {
        std::uintmax_t value = 0;
        if (word == key && in >> value) return value;
    }
    return 0;
}

/// Files in memory: making and removing some hundred files at each start is what a disk is slow at, above all ext4
/// without a journal, which looks at every inode that was freed in the last minute.
bool has_plenty_of_memory(const fs::path& parent) {
    struct statfs kind {};
    if (statfs(parent.c_str(), &kind) != 0 || kind.f_type != TMPFS_MAGIC || access(parent.c_str(), W_OK | X_OK) != 0) {
        return false;
    }
    if (std::uintmax_t{kind.f_bavail} * static_cast<std::uintmax_t>(kind.f_bsize) < plenty) return false;
    if (number_in("/proc/meminfo", "MemAvailable:") * 1024 < plenty) return false;
    // A container's limit, in which such files count; "max" is none.
    std::ifstream limit("/sys/fs/cgroup/memory.max");
    std::uintmax_t bytes = 0;
    if (!(limit >> bytes)) return true;
    std::ifstream current("/sys/fs/cgroup/memory.current");
    std::uintmax_t used = 0;
    current >> used;
    return bytes >= used + plenty;
}

fs::path temporary_folder() {
    const char* wanted = std::getenv("TMPDIR");
    return wanted && *wanted == '/' ? fs::path(wanted) : fs::path();
}

fs::path preferred_parent() {
    fs::path own = temporary_folder();
    if (!own.empty() && own.string().size() <= longest_parent) return own;
    if (own.empty() && has_plenty_of_memory("/dev/shm")) return "/dev/shm";
    return "/tmp";
}

/// Wherever an earlier process may have left something.
std::set<fs::path> possible_parents() {
    std::set<fs::path> parents{"/tmp", "/dev/shm"};
    if (const fs::path own = temporary_folder(); !own.empty()) parents.insert(own);
    return parents;
}

bool is_safe(const fs::path& folder) {
    struct stat entry {};
    return lstat(folder.c_str(), &entry) == 0 && S_ISDIR(entry.st_mode) && entry.st_uid == geteuid() &&
           (entry.st_mode & 022) == 0;
}

[[noreturn]] void refuse(const std::string& what) {
    throw failure(code::folder_not_usable, what, "no server was started",
                  "remove that folder, or set TMPDIR to a short path of your own");
}

/// Every live folder of this process, for the end of the process.
struct registry {
    std::mutex mutex;
    std::vector<std::shared_ptr<run_folder::state>> folders;
    std::atomic<bool> stopping = false;

    static registry& instance() {
        static registry* const only = new registry;  // outlives every static object
        return *only;
    }
};

/// The key and id of the System V segment by which PostgreSQL keeps two servers off one folder: line 7 of
/// postmaster.pid. It outlives a server that was killed.
void remove_shared_memory(const fs::path& folder) {
    std::ifstream file(folder / "data" / "postmaster.pid");
    std::string line;
    for (int i = 0; i < 7; ++i) {
        if (!std::getline(file, line)) return;
    }
    unsigned long key = 0;
    int id = -1;
    if (std::sscanf(line.c_str(), "%lu %d", &key, &id) != 2 || key == 0) return;
    shmid_ds segment{};
    // Ids are given again to others: only a segment with our key that nobody is attached to is what was left.
    if (shmctl(id, IPC_STAT, &segment) != 0 || segment.shm_nattch != 0) return;
    if (static_cast<unsigned int>(segment.shm_perm.__key) != static_cast<unsigned int>(key)) return;
    shmctl(id, IPC_RMID, nullptr);
}

void remove_folder(const fs::path& folder) {
    std::error_code ec;
    // A process that is just ending may still write: try again a few times.
    for (int attempt = 0; attempt < 20; ++attempt) {
        fs::remove_all(folder, ec);
        if (!fs::exists(fs::symlink_status(folder, ec))) return;
        std::this_thread::sleep_for(5ms);
    }
}

void stop_server(pid_t server) {
    kill(server, SIGQUIT);
    if (wait_for(server, 3s)) return;
    kill(-server, SIGKILL);  // it leads a session of its own
    kill(server, SIGKILL);
    wait_for(server, 3s);
}

void stop_state(run_folder::state& state) noexcept {
    if (state.maker != getpid() || state.path.empty()) return;  // a fork of the maker has nothing to stop
    try {
        if (state.server > 0) {
            stop_server(state.server);
            remove_shared_memory(state.path);
        }
        remove_folder(state.path);
    } catch (...) {
        // The next sweep does it.
    }
    state.server = 0;  // the path stays: the thread that works in the folder may be reading it
    if (state.lock >= 0) close(state.lock);
    state.lock = -1;
}

/// The server programs that work inside `folder`: a postmaster, its children, an initdb. Nobody's shell.
std::vector<pid_t> processes_in(const fs::path& folder) {
    const std::string prefix = folder.string() + "/";
    std::vector<pid_t> found;
    std::error_code ec;
    for (const auto& entry : fs::directory_iterator("/proc", ec)) {
        const std::string name = entry.path().filename();
        pid_t process = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
        if (error != std::errc() || end != name.data() + name.size()) continue;
        const fs::path directory = fs::read_symlink(entry.path() / "cwd", ec);
        if (ec || !(directory.string() + "/").starts_with(prefix)) continue;
        const std::string program = fs::read_symlink(entry.path() / "exe", ec).filename();
        if (!ec && (program.starts_with("postgres") || program.starts_with("initdb"))) found.push_back(process);
    }
    return found;
}

void end_processes_in(const fs::path& folder) {
    for (const int signal_number : {SIGQUIT, SIGKILL, SIGKILL}) {
        const std::vector<pid_t> running = processes_in(folder);
        for (const pid_t process : running) kill(process, signal_number);
        if (running.empty()) return;
        for (int i = 0; i < 100 && !processes_in(folder).empty(); ++i) std::this_thread::sleep_for(10ms);
    }
}

/// "PID-START-NUMBER" of a process that is gone.
bool names_a_dead_process(const std::string& name) {
    pid_t process = 0;
    std::uint64_t start = 0;
    const char* const end = name.data() + name.size();
    const auto first = std::from_chars(name.data(), end, process);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != '-') return false;
    const auto second = std::from_chars(first.ptr + 1, end, start);
    if (second.ec != std::errc() || second.ptr == end || *second.ptr != '-') return false;
    return start_time(process) != start;
}

/// Locks a folder's lock file, or returns -1 when its maker holds it: perhaps in another process namespace, where this
/// one's ids mean nothing.
int try_lock(const fs::path& folder) {
    const int file = open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) return -1;
    if (flock(file, LOCK_EX | LOCK_NB) == 0) return file;
    close(file);
    return -1;
}

/// Holds the lock, unless the process is ending: then this thread has nothing more to make. The flag may be raised
/// between the look at it and the lock, so it is looked at again.
std::unique_lock<std::mutex> lock_unless_stopping(registry& all) {
    for (;;) {
        pause_when_stopping();
        std::unique_lock lock(all.mutex);
        if (!all.stopping) return lock;
    }
}

}  // namespace

fs::path folder_of_user(const fs::path& parent) {
    fs::path folder = parent / fmt::format("tenon-{}", geteuid());
    // As root, the server's user has to pass through.
    const mode_t mode = geteuid() == 0 ? 0711 : 0700;
    if (mkdir(folder.c_str(), mode) == 0) {
        chmod(folder.c_str(), mode);  // whatever umask says
    } else if (errno != EEXIST) {
        refuse(fmt::format("cannot make the folder {}: {}", folder.string(), std::strerror(errno)));
    }
    if (!is_safe(folder)) refuse(fmt::format("{} is not a folder that only this user can write", folder.string()));
    return folder;
}

run_folder::run_folder(const std::optional<system_user>& owner) : state_(std::make_shared<state>()) {
    static std::atomic<int> counter = 0;
    static const bool cleans_up_at_exit = std::atexit([] { stop_everything(); }) == 0;
    require(cleans_up_at_exit, "atexit failed");

    registry& all = registry::instance();
    const auto lock = lock_unless_stopping(all);
    const fs::path base = folder_of_user(preferred_parent());
    state_->maker = getpid();
    const fs::path path = base / fmt::format("{}-{}-{}", getpid(), start_time(getpid()), counter++);
    if (mkdir(path.c_str(), 0700) != 0)
        refuse(fmt::format("cannot make the folder {}: {}", path.string(), std::strerror(errno)));
    state_->path = path;
    all.folders.push_back(state_);
    state_->lock = try_lock(path);
    state_->owner = owner;
}

run_folder::run_folder(run_folder&&) noexcept = default;

run_folder& run_folder::operator=(run_folder&& other) noexcept {
    stop();
    state_ = std::move(other.state_);
    return *this;
}

run_folder::~run_folder() {
    stop();
}

const fs::path& run_folder::path() const {
    return state_->path;
}

pid_t run_folder::start(const command& server) {
    // Under the lock, so that stop_everything() either prevents the start or finds the process.
    const auto lock = lock_unless_stopping(registry::instance());
    if (state_->owner && chown(state_->path.c_str(), state_->owner->uid, state_->owner->gid) != 0) {
        throw std::system_error(errno, std::generic_category(),
                                fmt::format("cannot give {} to {}", state_->path.string(), state_->owner->name));
    }
    state_->server = spawn(server);
    return state_->server;
}

std::optional<int> run_folder::wait(std::chrono::milliseconds patience) {
    const std::optional<int> status = wait_for(state_->server, patience);
    if (status) state_->server = 0;
    return status;
}

pid_t run_folder::server() const {
    return state_ ? state_->server : 0;
}

void run_folder::stop() noexcept {
    if (!state_) return;
    const uninterrupted until_it_is_gone;  // from the erasing on, only this thread knows of it
    registry& all = registry::instance();
    {
        const std::lock_guard lock(all.mutex);
        const auto found = std::find(all.folders.begin(), all.folders.end(), state_);
        if (found == all.folders.end()) {
            state_.reset();  // stop_everything() has it
            return;
        }
        all.folders.erase(found);
    }
    stop_state(*state_);
    state_.reset();
}

void begin_stopping() noexcept {
    registry::instance().stopping = true;
}

void stop_everything() noexcept {
    registry& all = registry::instance();
    begin_stopping();
    for (;;) {
        std::shared_ptr<run_folder::state> next;
        {
            const std::lock_guard lock(all.mutex);
            if (all.folders.empty()) return;
            next = all.folders.back();
            all.folders.pop_back();
        }
        stop_state(*next);
    }
}

void pause_when_stopping() {
    while (registry::instance().stopping) pause();
}

void sweep() {
    std::error_code ec;
    for (const fs::path& parent : possible_parents()) {
        const fs::path base = parent / fmt::format("tenon-{}", geteuid());
        if (!is_safe(base)) continue;
        for (const auto& entry : fs::directory_iterator(base, ec)) {
            if (!names_a_dead_process(entry.path().filename())) continue;
            const int lock = try_lock(entry.path());
            if (lock < 0) continue;
            end_processes_in(entry.path());
            remove_shared_memory(entry.path());
            remove_folder(entry.path());
            close(lock);
        }
    }
}

}  // namespace tenon::postgres
