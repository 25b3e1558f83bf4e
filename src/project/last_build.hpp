// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostic.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tenon::project {

/// What is remembered of a project's last build, in the user's cache: enough to tell that another one would write the
/// same bytes, without a server. Losing it costs a second.
struct last_build {
    std::string inputs;              ///< hash of everything that the build read, and of what read it
    std::string outputs;             ///< hash of every file that it made, as it left them
    std::vector<std::string> files;  ///< the files made, relative to the project
    std::string platform;
    int major = 0;
    std::string digest;
    std::string holdings;  ///< "42 tables · 310 columns · …"
    std::string proof;
    std::vector<std::string> remarks;
    std::vector<diagnostic> findings;  ///< warnings and notes, which the next build tells again
};

/// The hash of a project's inputs: tenon.yaml, requirements, queries, migrations, the version and file of the running
/// program, and `settings` (what the command line chose).
std::string hash_inputs(const std::filesystem::path& requirements, const std::vector<std::filesystem::path>& folders,
                        const std::string& settings);

/// The hash of files below `folder`; a file that is missing changes it.
std::string hash_files(const std::filesystem::path& folder, const std::vector<std::string>& files);

/// Nothing when no build of this project is remembered, or the memory cannot be read.
std::optional<last_build> recall(const std::filesystem::path& requirements);
/// Never fails: what cannot be kept is forgotten.
void remember(const std::filesystem::path& requirements, const last_build&);

}  // namespace tenon::project
