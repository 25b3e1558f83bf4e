// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tenon::postgres {

/// The programs of one PostgreSQL.
struct installation {
    std::filesystem::path bin;         ///< has postgres and initdb
    std::filesystem::path extensions;  ///< the folder of control files
    int major = 0;
    std::string version;   ///< "15.20"
    std::string identity;  ///< changes when the programs do
    std::string found_by;  ///< "TENON_PG_BIN", "pg_config", "distribution", "node package"

    bool has_extension(const std::string& name) const;
};

/// What is asked of an installation.
struct wanted_installation {
    std::optional<int> major;  ///< none: TENON_PG_BIN, else the newest that the distribution installed
    std::vector<std::string> extensions;
};

/// The first that fits, in this order: TENON_PG_BIN, pg_config, the distribution's folders, node packages (in the
/// folders of TENON_PG_PATH, then in node_modules and build/servers/node_modules of this folder and those above it).
/// Among several of one major the first that has the extensions. Never another major.
/// Throws failure: postgres_not_found with the command that installs it, extension_not_installed with the package.
installation find_installation(const wanted_installation&);

/// All that are there, in the same order, each once.
std::vector<installation> all_installations();

/// The Debian package of an extension for a major, "" when it is not known: "postgresql-15-postgis-3".
std::string package_of_extension(const std::string& extension, int major);

/// The command that installs the server programs of a major.
std::string install_command(int major);

}  // namespace tenon::postgres
