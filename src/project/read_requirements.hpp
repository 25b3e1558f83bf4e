// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/render.hpp"
#include "catalog/catalog.hpp"
#include "design/notes.hpp"
#include "postgres/scratch.hpp"
#include "postgres/stand_ins.hpp"
#include "project/configuration.hpp"
#include "queries/query.hpp"

#include <filesystem>

namespace tenon::project {

/// A project's requirements and queries, designed, and not yet seen by a server.
struct requirements_draft {
    std::filesystem::path folder;  ///< of the project
    std::filesystem::path file;    ///< the requirements
    project::configuration configuration;
    std::vector<queries::query> queries;
    catalog::draft draft;
    design::notes notes;
    std::size_t entities = 0;

    /// Extensions that the draft creates, besides plpgsql.
    std::vector<std::string> extensions() const;
    /// The statements about rows: those of the notes that leave no object for a catalog.
    std::vector<design::raw_statement> data() const;
};

/// Reads `requirements`, and beside it tenon.yaml and the folder of queries, and designs the schema. Every problem is
/// told; then nothing is returned, unless all are of queries, which the design is then without: what a server says of
/// the others can be told too. Throws failure for a file that cannot be read.
std::optional<requirements_draft> read_requirements(const std::filesystem::path& requirements, diagnostics&,
                                                    source_texts&);

/// The tenon.yaml of a project folder; the default when there is none.
std::optional<configuration> read_configuration(const std::filesystem::path& folder, diagnostics&, source_texts&);

/// A draft as a server has it.
struct loaded_requirements {
    catalog::contents catalog;    ///< printed by the server, not yet known to print itself
    postgres::connection filled;  ///< the database that holds it, to be dropped when it is no longer needed
    std::vector<postgres::server_thing> stand_ins;  ///< made for what the requirements take for given
};

/// Loads the draft on the scratch server and reads it back. What the server refuses is told at the place in the
/// requirements that the object comes from; then nothing is returned.
std::optional<loaded_requirements> load_requirements(const requirements_draft&, postgres::scratch&, diagnostics&);

/// Has a server that holds the schema prepare every query of the project, each as a finding at its place.
void check_queries(const requirements_draft&, postgres::connection&, diagnostics&);

}  // namespace tenon::project
