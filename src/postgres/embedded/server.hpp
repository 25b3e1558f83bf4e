// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"
#include "postgres/embedded/installation.hpp"
#include "postgres/embedded/run_folder.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenon::postgres {

/// What a private server should be like.
struct server_options {
    std::optional<int> major = {};                     ///< none: see find_installation()
    std::vector<std::string> extensions = {};          ///< that it must be able to create
    std::vector<std::string> preload = {};             ///< shared_preload_libraries
    std::map<std::string, std::string> settings = {};  ///< over private_settings(), as on the server's command line
};

/// A PostgreSQL server of our own: it runs as long as this object lives, on a socket in a folder that nobody else can
/// enter, and keeps nothing. Its superuser is "postgres". It has one database, "postgres", which stays empty: it is
/// what create_database() copies.
class server {
public:
    /// Sweeps, then starts one. Throws failure: postgres_not_found, extension_not_installed, server_not_started, …
    static server start(const server_options& = {});
    server(server&&) noexcept;
    server& operator=(server&&) noexcept;
    ~server();

    /// "postgres://postgres@/NAME?host=FOLDER&…", understood by psql too. Variables such as PGPORT and PGOPTIONS do not
    /// change where it leads.
    std::string url(std::string_view database = "postgres") const;
    int major() const { return installation_.major; }
    const std::string& version() const { return installation_.version; }  ///< "15.20"
    const postgres::installation& installation() const { return installation_; }

    /// Makes a database as a copy of another, to which nobody may be connected then. Throws database_error.
    void create_database(const std::string& name, const std::string& from = "postgres");
    /// Removes a database, ending the sessions in it. Throws database_error.
    void drop_database(const std::string& name);
    /// The session in "postgres" that does both.
    connection& administration();

    int process_id() const { return folder_.server(); }
    const std::filesystem::path& folder() const { return folder_.path(); }

    /// Ends the server and removes its folder, as the destructor does.
    void stop() noexcept;

private:
    server(postgres::installation, run_folder);
    static server start_now(const server_options&);

    postgres::installation installation_;
    run_folder folder_;
    std::optional<connection> administration_;
};

}  // namespace tenon::postgres
