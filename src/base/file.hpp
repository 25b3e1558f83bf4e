// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tenon {

/// The whole file as bytes. Throws failure (file_not_readable) with the path and the system's reason.
std::string read_file(const std::filesystem::path&);

/// Everything that lies directly in a folder, by name; nothing when there is no such folder. Throws failure
/// (file_not_readable) for what is there and cannot be listed.
std::vector<std::filesystem::path> entries_of(const std::filesystem::path& folder);

/// Every file at any depth below a folder, links to folders not followed, in path order; nothing when there is no such
/// folder. Throws failure (file_not_readable) for a folder that cannot be listed.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

struct new_file {
    std::filesystem::path path;
    std::string text;
};

/// Writes files that belong together. Each goes by way of a temporary file beside it, "NAME.PROCESS.tmp", and a rename,
/// so that a reader sees the old bytes or the new. The renames come last, so that a full disk leaves all files as they
/// were; the last file gets its name first. A signal waits until all is done. Creates missing folders; removes from
/// them what a process that was killed left there. Returns for each whether it was written: one that holds these bytes
/// already is not touched. Throws failure (file_not_writable).
std::vector<bool> write_files(const std::vector<new_file>&);

/// The same for one file.
bool write_file(const std::filesystem::path&, std::string_view text);

/// Throws failure (file_not_writable) when one of these files could not be written as things stand: a file in the way
/// of a folder, a folder in the way of a file, no permission. Changes nothing.
void require_writable(const std::vector<std::filesystem::path>&);

/// A temporary file of write_files() whose process is gone.
struct abandoned_file {
    std::filesystem::path temporary;
    std::filesystem::path path;  ///< what it was to become
};
std::vector<abandoned_file> abandoned_files(const std::filesystem::path& folder);

}  // namespace tenon
