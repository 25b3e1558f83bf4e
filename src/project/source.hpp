// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace tenon::project {

/// What a SOURCE of the command line can be: the one argument of every verb that reads a schema.
enum class source_kind {
    database,      ///< postgres://…, or a keyword string with an `=`
    sql_file,      ///< FILE.sql, a dump for example
    sql_folder,    ///< a folder of .sql files
    markdown,      ///< FILE.md: schema documentation in tables
    requirements,  ///< requirements.yaml, or a folder that has one
    catalog,       ///< catalog.json
    migrations,    ///< a migrations folder
};

/// "database", "SQL file", "migrations folder", …
std::string_view to_string(source_kind);

struct source {
    source_kind kind = source_kind::sql_file;
    std::string given;           ///< as the user wrote it, fit to be printed: a password in it is hidden
    std::string url;             ///< of a database: what to connect to, never to be printed
    std::filesystem::path path;  ///< of the file or folder; empty for a database
    bool guessed = false;        ///< a folder whose kind was told from its contents: the guess is to be shown

    friend bool operator==(const source&, const source&) = default;
};

/// Tells what a SOURCE is, by its form and, for a folder, by its contents. `schema:DIR` and `migrations:DIR` force the
/// kind. What is not there, of no known kind or laid out for another migration tool is told; then nothing is returned.
/// Throws failure (file_not_readable) for a folder that cannot be listed.
std::optional<source> recognise(std::string_view argument, diagnostics&);

}  // namespace tenon::project
