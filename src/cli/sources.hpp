// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"
#include "cli/outcome.hpp"
#include "project/read_sources.hpp"

namespace tenon::cli {

/// The options of a command line that say where and how sources are read. `default_major`: of the project in the
/// present folder, if it has a tenon.yaml.
project::reading_options reading_options_of(const arguments&);

/// Recognises and reads SOURCE arguments. Nothing when there are errors, which are then in the outcome, with the exit
/// code for bad input. What the guess was and what the sources' remarks are goes to the closing lines. `memberships`:
/// those of roles are read too.
std::optional<std::vector<project::source_catalog>> read_sources(const std::vector<std::string>& sources,
                                                                 const arguments&, progress&, outcome&,
                                                                 bool memberships = false);

/// The folder or file of a project that a verb works on: DIR, default the present folder. An outcome with the error
/// when there are no requirements.
std::optional<std::filesystem::path> requirements_of(const arguments&, outcome&);

/// "3 tables", "1 table".
std::string count_of(std::size_t count, std::string_view thing);

/// "1.24 s" or "87 ms".
std::string duration_text(std::chrono::milliseconds);

}  // namespace tenon::cli
