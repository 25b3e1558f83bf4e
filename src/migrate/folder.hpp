// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "base/file.hpp"
#include "diff/plan.hpp"

#include <chrono>
#include <filesystem>

namespace tenon::migrate {

/// What the first lines of a migration say of it.
struct header {
    std::string revision;        ///< the stamp of its name: 2026_03_01_101500
    std::string parent;          ///< the revision before it; "" for the first
    std::string schema_version;  ///< SemVer
    std::string version_reason;  ///< why that number
    std::string from, to;        ///< digests of the catalogs
    std::string proof;           ///< "14 objects · forward ✓ back ✓ forward ✓"

    friend bool operator==(const header&, const header&) = default;
};

/// One migration of a folder: two files of plain SQL that psql can run as they are.
struct migration {
    migrate::header header;
    std::string name;  ///< descriptive_name
    std::string up;    ///< text of YYYY_MM_DD_HHMMSS_descriptive_name.sql, header included
    std::string down;  ///< text of ….down.sql; "" when there is none

    std::string file_name() const { return header.revision + "_" + name + ".sql"; }
    std::string down_file_name() const { return header.revision + "_" + name + ".down.sql"; }

    friend bool operator==(const migration&, const migration&) = default;
};

/// A migrations folder, in the order of revisions.
struct folder {
    std::vector<migration> migrations;

    /// The catalog it ends in: the last header's `to`, "" for an empty folder.
    std::string digest() const { return migrations.empty() ? std::string() : migrations.back().header.to; }
    std::string schema_version() const {
        return migrations.empty() ? std::string() : migrations.back().header.schema_version;
    }
};

/// The time that names a new migration: SOURCE_DATE_EPOCH when it is set (seconds since 1970, else failure
/// bad_source_date), else now; in whole seconds, UTC.
std::chrono::sys_seconds stamp();

/// Writes the texts of a migration. `plan` must be proven and have digests; `after` is the folder it is added to.
migration make_migration(const diff::plan& plan, std::string_view descriptive_name, const folder& after,
                         std::chrono::sys_seconds when, std::string_view proof);

/// What write_files() has to write to add a migration: both its files and the integrity file.
std::vector<new_file> files_with(const std::filesystem::path& directory, const folder& before, const migration&);

/// Ends the writing of a migration in which a process was killed: the files that the integrity file lists take their
/// names. For before read_folder(), where somebody is going to write.
void finish_interrupted(const std::filesystem::path& directory);

/// Reads a folder written by `add` and edited by people. A folder that is not there is an empty one. What is wrong
/// with it (order, header, names, digests that do not chain, files changed since) is reported, never thrown.
folder read_folder(const std::filesystem::path& directory, diagnostics&);

/// The name of the file that chains the digests of all others.
inline constexpr std::string_view integrity_file = "tenon.sum";

}  // namespace tenon::migrate
