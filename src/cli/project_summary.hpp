// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/outcome.hpp"
#include "project/build.hpp"

namespace tenon::cli {

/// "42 tables · 310 columns · 118 constraints …": what a catalog holds, empty lists left out.
std::string holdings(const catalog::contents&);

/// The closing summary of `build`: what was made, decided, proven, what is left to do, how long each stage took.
std::string build_summary(const project::build_result&);

/// What `build` says when there was nothing to do.
std::string unchanged_summary(const project::last_build&);
std::vector<std::pair<std::string, std::string>> unchanged_members(const project::last_build&);

/// The same as members of the JSON form.
std::vector<std::pair<std::string, std::string>> build_members(const project::build_result&);

}  // namespace tenon::cli
