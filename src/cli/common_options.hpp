// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.hpp"

#include <map>

namespace tenon::cli {

// Options that several verbs share, so that they read the same everywhere.

/// --format FORMAT: the first choice is the default.
option format_option(std::vector<std::string_view> choices = {"text", "json"});
/// --postgres N, --scratch URL: on which server drafts are loaded and proven.
std::vector<option> scratch_options();
/// --set NAME=VALUE: psql variables of SQL sources.
option set_option();
/// `--memberships`
option memberships_option();
/// --dir DIR: the migrations folder.
option dir_option();
/// --url URL: the live database that a verb acts on.
option url_option();

/// The values of scratch_options().
struct scratch_choice {
    std::optional<int> postgres;         ///< major
    std::optional<std::string> scratch;  ///< connection URL
};
scratch_choice scratch_of(const arguments&);

/// The values of set_option(), by name; the last of a name counts, as in psql.
std::map<std::string, std::string> variables_of(const arguments&);

/// `own` followed by `shared`, in the order of the help.
std::vector<option> with(std::vector<option> own, std::vector<option> shared);

}  // namespace tenon::cli
