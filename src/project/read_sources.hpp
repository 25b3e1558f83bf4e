// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/progress.hpp"
#include "base/render.hpp"
#include "catalog/catalog.hpp"
#include "design/notes.hpp"
#include "postgres/scratch.hpp"
#include "project/source.hpp"
#include "sql/statement.hpp"

namespace tenon::project {

struct reading_options {
    std::optional<int> postgres = {};         ///< `--postgres N`
    std::optional<std::string> scratch = {};  ///< `--scratch URL`
    sql::variables variables = {};            ///< `--set NAME=VALUE`
    std::optional<int> default_major = {};    ///< `postgres:` of the project's tenon.yaml
    bool role_memberships = false;            ///< `--memberships`: which roles are members of which
};

/// A source as a catalog, canonical and printed by the scratch server's major, so that any two may be compared.
struct source_catalog {
    source from;
    catalog::contents catalog;
    design::notes notes;               ///< empty for every source but requirements
    std::vector<std::string> remarks;  ///< stand-ins, what was skipped, what could not be read: sentences for people
};

/// Everything that reading sources may add to besides its result.
struct reading_context {
    diagnostics& problems;
    source_texts& texts;  ///< of the files read, for showing the lines at fault
    tenon::progress& progress;
};

/// Where drafts are loaded and proven: the server is started when it is first needed, with the major and the extensions
/// that the sources ask for.
class workshop {
public:
    explicit workshop(reading_options options) : options_(std::move(options)) {}

    /// Reads sources into catalogs of one major. Each problem is told; if any is an error, nothing is returned.
    /// Throws failure for what the world did wrong.
    std::optional<std::vector<source_catalog>> read(std::span<const source>, const reading_context&);

    /// The scratch server; started now if nothing was read before.
    postgres::scratch& scratch();

    const reading_options& options() const { return options_; }

private:
    void start(std::optional<int> live_major, std::vector<std::string> extensions);

    reading_options options_;
    std::optional<postgres::scratch> scratch_;
};

}  // namespace tenon::project
