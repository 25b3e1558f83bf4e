// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"
#include "sql/statement.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tenon::sql {

/// What one file would send to the server, with everything that it includes. psql would run it in one session.
struct script {
    std::string name;                             ///< as it stands in positions
    std::vector<statement> statements;            ///< in the order of execution
    std::vector<meta_command> skipped;            ///< what is not SQL and was read over: \echo, \pset, \connect …
    std::vector<std::filesystem::path> includes;  ///< files that \i and \ir named, as canonical paths
};

/// Reads a script file as psql would: variables are replaced (`values` are those of `--set`; \set and \unset in the
/// file count), \i and \ir are followed inside `root` (empty: the file's own folder), \if is decided, `\copy … from
/// stdin` becomes a COPY. Whatever else is a meta-command is skipped and listed. The file must be UTF-8, a byte order
/// mark is stepped over. Problems of the text go to `problems`; a file that cannot be read throws failure
/// (file_not_readable).
script read_script(const std::filesystem::path& file, const variables& values, diagnostics& problems,
                   const std::filesystem::path& root = {});

/// The same for a text that is no file; nothing can be included. `name` stands in positions.
script read_script_text(std::string_view text, const std::string& name, const variables& values, diagnostics& problems);

/// The .sql files below `folder` as paths relative to it, in path order (bytes). Names that begin with a dot are left
/// out, links to folders are followed. Throws failure (file_not_readable) for a folder that cannot be listed.
std::vector<std::string> script_files(const std::filesystem::path& folder);

/// Reads script_files(), each as a session of its own. A file that another one includes is not read on its own.
std::vector<script> read_script_folder(const std::filesystem::path& folder, const variables& values,
                                       diagnostics& problems);

}  // namespace tenon::sql
