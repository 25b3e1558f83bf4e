// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/process.hpp"

#include <sys/types.h>

#include <string>

namespace tenon::tests {

/// A server as a user has one: another locale, TCP, passwords (SCRAM), all its template databases. It runs as long as
/// this object lives.
class ordinary_server {
public:
    static constexpr const char* password = "planted-S3cret/@:'x";

    /// `next_oid`: the first that it gives to what users make, as on a server that has made many things before.
    explicit ordinary_server(int major = 15, std::uint32_t next_oid = 0);
    ~ordinary_server();
    ordinary_server(const ordinary_server&) = delete;
    ordinary_server& operator=(const ordinary_server&) = delete;

    /// With the password, percent-encoded.
    std::string url(const std::string& user = "postgres", const std::string& database = "postgres") const;
    std::string host_and_port() const;

    /// Makes this server a standby of nobody: it keeps what it has, and nothing can be written.
    void become_standby();

private:
    void start();

    support::temporary_folder folder_;
    int major_ = 0;
    int port_ = 0;
    pid_t process_ = 0;
};

}  // namespace tenon::tests
