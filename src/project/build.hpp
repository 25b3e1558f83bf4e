// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diff/plan.hpp"
#include "project/last_build.hpp"
#include "project/read_requirements.hpp"
#include "project/read_sources.hpp"

#include <functional>
#include <future>

namespace tenon::project {

/// How long a stage of a build took.
struct stage_time {
    std::string stage;
    std::chrono::milliseconds time{};
};

/// A file that a build made.
struct output {
    std::filesystem::path path;  ///< relative to the project
    bool written = false;        ///< false: it had these bytes already
};

/// A design, loaded on a server, canonical, and proven forward, back and forward.
struct proven_design {
    requirements_draft from;
    catalog::contents catalog;
    diff::plan plan;     ///< from a new database to the catalog
    std::string proof;   ///< "14 objects · forward ✓ back ✓ forward ✓"
    std::string server;  ///< "private PostgreSQL 15.20"
    std::vector<postgres::server_thing> stand_ins;  ///< made for what the requirements take for given
    std::vector<stage_time> times;
    std::shared_future<void> stopping;  ///< over when the server is gone, with all that was made on it
};

/// Requirements and queries to a proven schema. Every problem is told; then nothing is returned. `prove` false leaves
/// the way back and the second way forward out. `before_proof` is called with the design that goes into the proof, so
/// that work which takes it for granted may begin in another thread while the server is busy.
std::optional<proven_design> design_project(const std::filesystem::path& requirements, const reading_options&,
                                            const reading_context&, bool prove = true,
                                            const std::function<void(const proven_design&)>& before_proof = {});

/// What a build did.
struct build_result {
    proven_design design;
    std::vector<output> outputs;
    std::vector<diff::difference> differing;  ///< the migrations end elsewhere: nothing was written
    std::string last_migration;               ///< the one they end with, when they end elsewhere
    std::vector<std::string> remarks;         ///< what could not be proven, what somebody has to see to
};

/// The last build of a project, when another one would write the same bytes: nothing that it read has changed since,
/// and its outputs are as it left them.
std::optional<last_build> unchanged_build(const std::filesystem::path& requirements, const reading_options&);
/// Remembers a build for unchanged_build. `holdings`: what the catalog holds, in words.
void remember_build(const std::filesystem::path& requirements, const reading_options&, const build_result&,
                    std::string holdings, const diagnostics& findings);

/// The whole main job: schema, notes, initial migration, documentation, diagrams. Files are written only when
/// everything is well, and only those whose bytes change.
std::optional<build_result> build_project(const std::filesystem::path& requirements, const reading_options&,
                                          const reading_context&);

/// The files of `schema/`: schema.sql, catalog.json, notes.json.
std::vector<output> write_schema(const proven_design&);

}  // namespace tenon::project
