// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tenon::tests {

/// A second process of this test program that starts a private server and then waits: for signals and crashes.
/// See helper.cpp for what it can do.
class helper {
public:
    struct options {
        std::string act = "wait";  ///< wait · exit · start
        std::map<std::string, std::string> environment = {};
        std::optional<std::string> user = {};  ///< as whom it runs; needs root
        std::filesystem::path program = {};    ///< a copy of this test program; none: itself
    };
    explicit helper(const options&);
    helper(const helper&) = delete;
    helper& operator=(const helper&) = delete;
    ~helper();

    /// Waits until the helper wrote what it did; its words. Fails the test after 30 s.
    std::vector<std::string> report();
    pid_t process() const { return process_; }
    void send(int signal_number) const;
    /// The status as of waitpid().
    int wait();

private:
    support::temporary_folder folder_;
    pid_t process_ = 0;
};

/// True while the process runs; a zombie does not.
bool is_running(pid_t);

/// The processes of private servers whose folders are below `base`.
std::vector<pid_t> servers_below(const std::filesystem::path& base);

/// The System V segment of the server in this folder, -1 when there is none; it outlives a server that is killed.
int shared_memory_of(const std::filesystem::path& folder);
bool shared_memory_exists(int id);

}  // namespace tenon::tests
