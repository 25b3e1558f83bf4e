// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/embedded/process.hpp"

#include <filesystem>
#include <memory>
#include <optional>

namespace tenon::postgres {

/// The folder of one running server: its data, its socket, its log. It is named "PID-START-NUMBER" after the process
/// that made it and locked (flock) as long as that process lives, in "tenon-UID" of TMPDIR; without TMPDIR of /dev/shm,
/// when there is plenty of memory, or of /tmp.
/// Removed by the destructor, at the normal exit of the process and by stop_everything(); after a SIGKILL by the next
/// sweep().
class run_folder {
public:
    /// Makes a folder of mode 0700. It belongs to this user, and to `owner` from the first start() on.
    /// Throws failure (folder_not_usable).
    explicit run_folder(const std::optional<system_user>& owner);
    run_folder(run_folder&&) noexcept;
    run_folder& operator=(run_folder&&) noexcept;
    ~run_folder();

    const std::filesystem::path& path() const;

    /// Starts the program that stop() and the others end, first with SIGQUIT (PostgreSQL's immediate shutdown), after
    /// three seconds with SIGKILL. Throws std::system_error.
    pid_t start(const command&);
    /// Its exit status, or nothing when it still runs after `patience`.
    std::optional<int> wait(std::chrono::milliseconds patience);
    pid_t server() const;

    /// Ends the server, if any, and removes the folder. What cannot be removed is left to the next sweep.
    void stop() noexcept;

    struct state;

private:
    std::shared_ptr<state> state_;
};

/// Removes what processes that are gone left behind: ends their servers and deletes their folders. Called before each
/// start; takes microseconds when there is nothing.
void sweep();

/// From here on the process is ending: no server can be made, and what fails fails because of that.
void begin_stopping() noexcept;

/// Stops every server of this process and removes their folders; afterwards none can be made. For the end of the
/// process: see interrupt.hpp.
void stop_everything() noexcept;

/// After begin_stopping(), other threads wait here for the end of the process instead of reporting what went away
/// under them.
void pause_when_stopping();

/// "tenon-UID" below `parent`: made when missing, refused when somebody else can write it.
/// Throws failure (folder_not_usable).
std::filesystem::path folder_of_user(const std::filesystem::path& parent);

}  // namespace tenon::postgres
