// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "postgres/connection.hpp"
#include "support/corpus.hpp"

#include <string>
#include <vector>

namespace tenon::tests {

/// A schema of the corpus, and how its README says to load it.
struct corpus_schema {
    std::string name;                          ///< in counts.json
    std::vector<std::string> extensions = {};  ///< to be created first
    std::vector<std::string> files = {};       ///< relative; the last one of a folder when it ends in /*
    std::string each_of = {};                  ///< a folder whose sub-folders hold this file, in order
    std::string of_each = {};

    /// The name in a form that GoogleTest takes.
    std::string test_name() const;
};

void PrintTo(const corpus_schema&, std::ostream*);

std::vector<corpus_schema> corpus_schemas();

/// Loads a schema into an empty database; a statement that fails is a failure of the running test. Returns statements
/// that remove the stand-ins which belong to the whole server, to be run when the database is gone.
std::vector<std::string> load_corpus_schema(const corpus_schema&, postgres::connection&);

}  // namespace tenon::tests
